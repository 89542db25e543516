/** Arguments after the command, by a table of the options it takes. */

import { wrongUsage } from "./usage.ts";

/** `flag`: alone; `value`: once, with a value; `values`: any number of times; `later`: known, but not built yet. */
type OptionKind = "flag" | "value" | "values" | "later";

export type OptionTable = Readonly<Record<string, OptionKind>>;

export class Options {
  /** What is no option, in its order; `-` is one of them. */
  readonly inputs: readonly string[];
  readonly #given: ReadonlyMap<string, readonly string[]>;

  constructor(inputs: readonly string[], given: ReadonlyMap<string, readonly string[]>) {
    this.inputs = inputs;
    this.#given = given;
  }

  has(name: string): boolean {
    return this.#given.has(name);
  }

  value(name: string): string | undefined {
    return this.#given.get(name)?.[0];
  }

  values(name: string): readonly string[] {
    return this.#given.get(name) ?? [];
  }

  /** The value as one of `choices`. Throws UsageError "bad-value". */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    return choices.find((choice) => choice === value) ?? wrongUsage("bad-value", name);
  }
}

/**
 * Takes `--name value`, `--name=value`, `-o value`; after `--` nothing is an option. A value may begin with one dash (`--page -1`)
 * but not with two: that is an option whose own value was forgotten. Throws UsageError.
 */
export function readOptions(args: readonly string[], table: OptionTable): Options {
  const inputs: string[] = [];
  const given = new Map<string, string[]>();
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "--") {
      inputs.push(...rest);
      break;
    }
    if (arg === "-" || !arg.startsWith("-")) inputs.push(arg);
    else takeOption(arg, { table, given, rest });
  }
  return new Options(inputs, given);
}

interface Reading {
  readonly table: OptionTable;
  readonly given: Map<string, string[]>;
  readonly rest: string[];
}

function takeOption(arg: string, { table, given, rest }: Reading): void {
  const [, name = arg, inline] = /^(--[^=]+)=(.*)$/s.exec(arg) ?? [];
  const kind = Object.hasOwn(table, name) ? table[name] : undefined;
  if (kind === undefined) wrongUsage("unknown-option", name);
  if (kind === "later") wrongUsage("not-built", name);
  if (kind !== "values" && given.has(name)) wrongUsage("given-twice", name);
  if (kind === "flag") {
    if (inline !== undefined) wrongUsage("bad-value", name);
    given.set(name, []);
    return;
  }
  const value = inline ?? rest.shift();
  if (value === undefined || (inline === undefined && value.startsWith("--")))
    wrongUsage("missing-value", name);
  given.set(name, [...(given.get(name) ?? []), value]);
}

/** For a command that takes no input. Throws UsageError. */
export function readOptionsOnly(args: readonly string[], table: OptionTable): Options {
  const options = readOptions(args, table);
  const [first] = options.inputs;
  return first === undefined ? options : wrongUsage("unexpected", first);
}

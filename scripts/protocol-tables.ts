/**
 * Writes the tables of PROTOCOL.md from the schemas and the list of errors, so that the page cannot drift from the code.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ERROR_CODES } from "#shared/errors.ts";
import { fill } from "#shared/messages/error-text.ts";
import { ERROR_TEXTS } from "#shared/messages/errors.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import { COMMANDS, hello, hostMessage, request } from "#shared/protocol/messages.ts";

const page = join(dirname(dirname(fileURLToPath(import.meta.url))), "PROTOCOL.md");

/** As much of a valibot schema as a table needs. */
interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly wrapped?: Schema;
  readonly value?: Schema;
  readonly options?: readonly (Schema | string)[];
  readonly literal?: unknown;
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
}

interface Row {
  readonly field: string;
  readonly value: string;
}

/** One row a field, nested ones by their path; `[]` is any element of a list. */
function rowsOf(schema: Schema, path: string): Row[] {
  if (schema.type === "nullable" && schema.wrapped) {
    const [first, ...rest] = rowsOf(schema.wrapped, path);
    return first ? [{ ...first, value: `${first.value}, or null` }, ...rest] : [];
  }
  if (schema.type === "optional" && schema.wrapped) {
    const [first, ...rest] = rowsOf(schema.wrapped, path);
    return first ? [{ ...first, value: `${first.value}; may be absent` }, ...rest] : [];
  }
  const inner = path === "" ? "" : `${path}.`;
  const own = { field: path, value: valueText(schema) };
  const nested = Object.entries(schema.entries ?? {}).flatMap(([name, entry]) => rowsOf(entry, inner + name));
  if (schema.type === "array" && schema.item) {
    return [
      own,
      ...rowsOf(schema.item, `${path}[]`).filter(({ field }) => field !== `${path}[]` || isPlain(schema)),
    ];
  }
  if (schema.type === "variant") return [own, ...variantRows(schema, path)];
  return path === "" ? nested : [own, ...nested];
}

/** A list of plain values has a row for its elements, one of objects has their fields. */
function isPlain({ item }: Schema): boolean {
  return item?.entries === undefined;
}

function variantRows({ options = [] }: Schema, path: string): Row[] {
  return options.flatMap((option) =>
    typeof option === "string" ? [] : rowsOf(option, path).filter(({ field }) => field !== path),
  );
}

function valueText(schema: Schema): string {
  const bounds = (schema.pipe ?? []).flatMap((step) => boundText(step));
  return [kindText(schema), ...bounds].join(", ");
}

function kindText(schema: Schema): string {
  switch (schema.type) {
    case "strict_object":
    case "variant":
      return "object";
    case "picklist":
      return optionsText(schema.options ?? []);
    case "literal":
      return `\`${String(schema.literal)}\``;
    case "array":
      return "list";
    case "record":
      return "object of any names";
    case "union":
      return (schema.options ?? [])
        .map((option) => (typeof option === "string" ? option : valueText(option)))
        .join(" / ");
    default:
      return schema.type;
  }
}

/** The error codes have a table of their own. */
function optionsText(options: readonly unknown[]): string {
  return options.length > 30
    ? "one of a closed list"
    : options.map((option) => `\`${String(option)}\``).join(" / ");
}

function boundText({ type, requirement }: { type: string; requirement?: unknown }): string[] {
  switch (type) {
    case "max_length":
      return [`at most ${String(requirement)}`];
    case "min_length":
      return [`at least ${String(requirement)}`];
    case "max_value":
      return [`to ${String(requirement)}`];
    case "min_value":
      return [`from ${String(requirement)}`];
    case "regex":
      return [`\`${String(requirement).replaceAll("|", "\\|")}\``];
    default:
      return [];
  }
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

function fieldTable(schema: Schema): string {
  const rows = rowsOf(schema, "").map(({ field, value }) => [`\`${field}\``, value]);
  return rows.length === 0 ? "(nothing)" : table(["field", "value"], rows);
}

function commandTables(): string {
  return Object.entries(COMMANDS)
    .map(([type, { params, result }]) =>
      [
        `#### \`${type}\``,
        `Takes:`,
        fieldTable(params as unknown as Schema),
        `Answers:`,
        fieldTable(result as unknown as Schema),
      ].join("\n\n"),
    )
    .join("\n\n");
}

function messageTables(): string {
  const messages = hostMessage.options as unknown as readonly Schema[];
  return messages
    .map((schema) =>
      [`#### \`${String(schema.entries?.["type"]?.literal)}\``, fieldTable(schema)].join("\n\n"),
    )
    .join("\n\n");
}

function errorTable(): string {
  const rows = ERROR_CODES.map((code) => {
    const { vi, who, retryable } = ERROR_TEXTS[code];
    return [`\`${code}\``, fill(vi.said, { language: "vi" }), who, retryable ? "yes" : "no"];
  });
  return table(["code", "what the user reads", "who can act", "retryable"], rows);
}

function limitTable(): string {
  return table(
    ["limit", "value"],
    Object.entries(LIMITS).map(([name, value]) => [`\`${name}\``, String(value)]),
  );
}

/** Name of a table → its text. */
export function protocolTables(): Readonly<Record<string, string>> {
  return {
    request: fieldTable(request as unknown as Schema),
    hello: fieldTable(hello as unknown as Schema),
    commands: commandTables(),
    messages: messageTables(),
    errors: errorTable(),
    limits: limitTable(),
  };
}

/** The page with every table between its two marks replaced. */
export function withTables(text: string): string {
  return Object.entries(protocolTables()).reduce((done, [name, rows]) => {
    const marks = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    if (!marks.test(done)) throw new Error(`PROTOCOL.md has no place for the table ${name}`);
    return done.replace(marks, (_, start: string, end: string) => `${start}\n${rows}\n\n${end}`);
  }, text);
}

if (basename(process.argv[1] ?? "") === "protocol-tables.ts") {
  writeFileSync(page, withTables(readFileSync(page, "utf8")));
}

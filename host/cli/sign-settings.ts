/** The options of `antin sign` as settings; every wrong combination is refused here, before any file or token is touched. */

import { readServiceUrl } from "#shared/network/service-url.ts";
import type { OpenOptions } from "#shared/pdf/document.ts";
import type { SignatureRequest } from "#shared/pdf/sign.ts";
import type { Options, OptionTable } from "./options.ts";
import type { PinSource, TokenChoice } from "./signing-token.ts";
import { STAMP_OPTIONS, type StampSettings, stampSettings } from "./stamp-settings.ts";
import { wrongUsage } from "./usage.ts";

export const SIGN_OPTIONS: OptionTable = {
  "-o": "value",
  "--force": "flag",
  "--token": "value",
  "--token-label": "value",
  "--certificate": "value",
  "--pin-file": "value",
  "--pin-stdin": "flag",
  "--format": "value",
  "--level": "value",
  "--digest": "value",
  "--padding": "value",
  "--certify": "value",
  "--field": "value",
  "--reason": "value",
  "--location": "value",
  "--password": "value",
  "--allow": "values",
  "--json": "flag",
  "--tsa": "value",
  "--page": "value",
  "--rect": "value",
  "--preset": "value",
  "--number": "value",
  "--date": "value",
  "--image": "value",
  "--text": "value",
  "--trust": "later",
  "--intermediate": "later",
  "--crl": "later",
  "--ocsp": "later",
  "--allow-host": "later",
};

type SigningLevel = "B-B" | "B-T";

export interface SignSettings {
  /** null: by the input, `pades` for a PDF and `cms` for anything else. */
  readonly format: "pades" | "cms" | null;
  readonly digest: "sha256" | "sha384" | "sha512";
  readonly padding: "pkcs1" | "pss";
  readonly level: SigningLevel;
  /** Address of the time-stamping authority; null: the policy's, else the Government's. */
  readonly tsa: string | null;
  readonly force: boolean;
  readonly allowChanged: boolean;
  readonly open: Pick<OpenOptions, "password" | "repair">;
  readonly signature: Omit<SignatureRequest, "time" | "reserve" | "appearance">;
  /** What is to be seen; null for an invisible signature. */
  readonly stamp: StampSettings | null;
  readonly token: TokenChoice;
}

const ALLOWANCES = ["repair", "changed", "last-try"];

/** Throws UsageError. */
export function signSettings(options: Options): SignSettings {
  const level = readLevel(options);
  const format = options.choice("--format", ["pades", "cms"]) ?? null;
  if (format === "cms") refusePdfOptions(options);
  const allowed = allowances(options);
  const password = options.value("--password");
  return {
    format,
    digest: options.choice("--digest", ["sha256", "sha384", "sha512"]) ?? "sha256",
    padding: options.choice("--padding", ["pkcs1", "pss"]) ?? "pkcs1",
    level,
    tsa: readTsa(options),
    force: options.has("--force"),
    allowChanged: allowed.includes("changed"),
    open: {
      ...(password !== undefined && { password }),
      ...(allowed.includes("repair") && { repair: "allow" }),
    },
    signature: signatureOptions(options),
    stamp: stampSettings(options),
    token: tokenChoice(options, allowed.includes("last-try")),
  };
}

function readLevel(options: Options): SigningLevel {
  const level = options.choice("--level", ["B-B", "B-T", "B-LT", "B-LTA"]) ?? "B-B";
  return level === "B-B" || level === "B-T" ? level : wrongUsage("not-built", `--level ${level}`);
}

function readTsa(options: Options): string | null {
  const url = options.value("--tsa");
  if (url === undefined) return null;
  return readServiceUrl(url, () => true) ? url : wrongUsage("bad-value", "--tsa");
}

function refusePdfOptions(options: Options): void {
  const names = ["--certify", "--field", "--reason", "--location", "--password", ...STAMP_OPTIONS];
  for (const name of names) {
    if (options.has(name)) wrongUsage("excluded", `--format cms, ${name}`);
  }
}

function allowances(options: Options): readonly string[] {
  const given = options.values("--allow").flatMap((list) => list.split(","));
  if (!given.every((word) => ALLOWANCES.includes(word))) wrongUsage("bad-value", "--allow");
  return given;
}

function signatureOptions(options: Options): SignSettings["signature"] {
  const certify = options.choice("--certify", ["P1", "P2", "P3"]);
  const [field, reason, location] = ["--field", "--reason", "--location"].map((name) => options.value(name));
  if (field === "") wrongUsage("bad-value", "--field");
  return {
    ...(certify !== undefined && { certify }),
    ...(field !== undefined && { field }),
    ...(reason !== undefined && { reason }),
    ...(location !== undefined && { location }),
  };
}

function tokenChoice(options: Options, allowLastTry: boolean): TokenChoice {
  const token = options.value("--token") ?? wrongUsage("missing-option", "--token");
  if (token === "") wrongUsage("bad-value", "--token");
  const pin = pinSource(options);
  if (token !== "practice" && pin.kind === "none") wrongUsage("pin-needed");
  if (pin.kind === "stdin" && options.inputs.includes("-")) wrongUsage("excluded", "-, --pin-stdin");
  const label = options.value("--token-label");
  return { token, label, certificate: options.value("--certificate"), pin, allowLastTry };
}

function pinSource(options: Options): PinSource {
  const path = options.value("--pin-file");
  if (!options.has("--pin-stdin")) return path === undefined ? { kind: "none" } : { kind: "file", path };
  return path === undefined ? { kind: "stdin" } : wrongUsage("excluded", "--pin-file, --pin-stdin");
}

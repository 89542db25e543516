/**
 * The machine policy: what only an administrator may decide. Read by the host itself, never taken over native messaging; a file that
 * others than root may write is ignored, and said so.
 */

import { open, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute } from "node:path";
import * as v from "valibot";
import { LIMITS } from "#shared/protocol/limits.ts";
import { isDevelopment } from "./build.ts";
import { readRegistryPolicy } from "./registry-policy.ts";

const text = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200));
const url = (pattern: RegExp) => v.pipe(v.string(), v.maxLength(300), v.regex(pattern), v.url());

const line = (pattern: RegExp) => v.pipe(v.string(), v.maxLength(600), v.regex(pattern));
const files = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(1000), v.check(isAbsolute, "not an absolute path"))),
  v.maxLength(64),
);

const schema = v.strictObject({
  /** PKCS#11 modules besides the known ones, absolute paths. */
  modules: v.optional(files),
  /** Internal sites on plain http that may ask for signatures. */
  httpOrigins: v.optional(v.pipe(v.array(url(/^http:\/\/[^/?#\s]+$/)), v.maxLength(200))),
  /** The time-stamping authority; where one is named, the sign window asks it without being told to. */
  tsa: v.optional(url(/^https?:/)),
  /** Whether the sign window adds time-stamps, whatever its user would have. */
  timeStamp: v.optional(v.picklist(["always", "never"])),
  proxy: v.optional(url(/^https?:/)),
  /** HOST:PORT of services in certificates that may be on this computer's own network. */
  allowHosts: v.optional(v.pipe(v.array(line(/^[^\s/]+:\d{1,5}$/)), v.maxLength(200))),
  /** "FROM TO": where a service of a certificate is to be asked instead; below a FROM that ends in "/", everything. */
  replaceUrls: v.optional(v.pipe(v.array(line(/^https?:\/\/\S+ https?:\/\/\S+$/)), v.maxLength(200))),
  /** Certificates that end a path besides the built-in ones, and revocation lists; absolute paths. */
  anchorFiles: v.optional(files),
  crlFiles: v.optional(files),
  /** Longest wait for one answer of a service. */
  networkSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(180))),
  support: v.optional(v.strictObject({ name: text, phone: text })),
  /** Whether permissions of encrypted documents bind signers who have no owner's password. */
  holdPermissions: v.optional(v.boolean()),
  /** Most idle minutes of a signing session; 0: every document asks for the PIN. */
  idleMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.idleMinutes))),
});
export type Policy = v.InferOutput<typeof schema>;

/** Why a policy that is there was not taken. */
type PolicyProblem =
  | { readonly reason: "WRITABLE_BY_OTHERS" | "NOT_JSON" | "UNREADABLE"; readonly place: string }
  | { readonly reason: "INVALID"; readonly place: string; readonly field: string };

export interface PolicyReading {
  readonly policy: Policy;
  /** File or registry key that was looked at. */
  readonly place: string;
  readonly problem: PolicyProblem | null;
}

const PLACES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: "HKLM\\Software\\Policies\\Antin",
  darwin: "/Library/Application Support/antin/policy.json",
};
const LINUX_PLACE = "/etc/antin/policy.json";

/** Largest policy file that is read, bytes. */
const MAX_BYTES = 256 * 1024;

/** Never fails: without a policy, or with one that cannot be taken, the empty one holds. */
export async function readPolicy(): Promise<PolicyReading> {
  const named = isDevelopment ? process.env["ANTIN_POLICY"] : undefined;
  if (named) return readPolicyFile({ place: named, trusts: "owner" });
  const place = PLACES[process.platform] ?? LINUX_PLACE;
  if (process.platform === "win32") return judge(place, await readRegistryPolicy(place));
  return readPolicyFile({ place, trusts: "root" });
}

/**
 * @param trusts "root": the file and every folder above it belong to root and nobody else may write there; "owner": the file may
 *   also belong to this user (development)
 */
export async function readPolicyFile({
  place,
  trusts,
}: {
  place: string;
  trusts: "root" | "owner";
}): Promise<PolicyReading> {
  const refuse = (reason: "WRITABLE_BY_OTHERS" | "NOT_JSON" | "UNREADABLE"): PolicyReading => ({
    policy: {},
    place,
    problem: { reason, place },
  });
  try {
    const content = await readGuarded(place, trusts);
    if (content === null) return refuse("WRITABLE_BY_OTHERS");
    const value = parseJson(content);
    return value === undefined ? refuse("NOT_JSON") : judge(place, value);
  } catch (thrown) {
    const absent = thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT";
    return absent ? { policy: {}, place, problem: null } : refuse("UNREADABLE");
  }
}

function judge(place: string, value: unknown): PolicyReading {
  if (value === null) return { policy: {}, place, problem: null };
  // A list passes for an object without keys.
  const parsed = v.safeParse(schema, Array.isArray(value) ? "list" : value);
  if (parsed.success) return { policy: parsed.output, place, problem: null };
  const field = v.getDotPath(parsed.issues[0]) ?? "";
  return { policy: {}, place, problem: { reason: "INVALID", place, field } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The file's text; null where others may write it. Judged by the opened file, so that it cannot be exchanged in between. */
async function readGuarded(place: string, trusts: "root" | "owner"): Promise<string | null> {
  const file = await open(place);
  try {
    const state = await file.stat();
    const owners = trusts === "root" ? [0] : [0, process.getuid?.() ?? 0];
    if (!isGuarded(state, owners)) return null;
    if (trusts === "root" && !(await areFoldersGuarded(await realpath(place)))) return null;
    if (!state.isFile() || state.size > MAX_BYTES) throw new Error("not a policy file");
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

const WRITABLE_BY_GROUP_OR_OTHERS = 0o022;

function isGuarded(state: { uid: number; mode: number }, owners: readonly number[]): boolean {
  // Windows reports no owners; development alone reads files there.
  if (process.platform === "win32") return true;
  return owners.includes(state.uid) && (state.mode & WRITABLE_BY_GROUP_OR_OTHERS) === 0;
}

async function areFoldersGuarded(path: string): Promise<boolean> {
  const folder = dirname(path);
  if (!isGuarded(await stat(folder), [0])) return false;
  return folder === dirname(folder) || areFoldersGuarded(folder);
}

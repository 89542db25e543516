/** Bytes of a frame as a checked request, or the one typed error that answers them. */

import * as v from "valibot";
import type { ErrorCode, ErrorDetail, WireError } from "../errors.ts";
import { PROTOCOL_VERSION } from "./limits.ts";
import { COMMANDS, type CommandType, id as idSchema, type Params, request } from "./messages.ts";

/** A request whose params have passed the schema of its type. */
export type CheckedRequest = {
  [T in CommandType]: { readonly id: string; readonly type: T; readonly params: Params<T> };
}[CommandType];

export type RequestReading =
  | { readonly ok: true; readonly request: CheckedRequest }
  | { readonly ok: false; readonly id: string | null; readonly error: WireError };

/** Longest name of a field that an error repeats; the name of an unknown field is the sender's own text. */
const FIELD_CHARACTERS = 80;

/** Never throws: whatever the bytes are, there is a request or an error, with the id where one could be read. */
export function readRequest(bytes: Uint8Array): RequestReading {
  const raw = parseJson(bytes);
  if (!isObject(raw)) return refuse(null, "INVALID_ARGUMENT", { field: "message" });
  const id = v.is(idSchema, raw["id"]) ? raw["id"] : null;
  if (raw["v"] !== PROTOCOL_VERSION && raw["v"] !== undefined) {
    return refuse(id, "VERSION_MISMATCH", { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION });
  }
  const envelope = v.safeParse(request, raw, { abortEarly: true });
  if (!envelope.success) return refuse(id, ...faultOf(envelope.issues[0], ""));
  const { type } = envelope.output;
  if (!isObject(raw["params"])) return refuse(id, "INVALID_ARGUMENT", { field: "params" });
  const params = v.safeParse(COMMANDS[type].params, raw["params"], { abortEarly: true });
  if (!params.success) return refuse(id, ...faultOf(params.issues[0], "params."));
  return { ok: true, request: { id: envelope.output.id, type, params: params.output } as CheckedRequest };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(id: string | null, code: ErrorCode, detail: ErrorDetail): RequestReading {
  return { ok: false, id, error: { code, detail } };
}

/** The first field that is wrong, by its path: absent is a fault of its own. */
function faultOf(issue: v.BaseIssue<unknown>, prefix: string): [ErrorCode, ErrorDetail] {
  const field = `${prefix}${v.getDotPath(issue) ?? ""}`.slice(0, FIELD_CHARACTERS);
  const last = issue.path?.at(-1);
  const missing = last?.origin === "key" && issue.input === undefined;
  return [missing ? "MISSING_PARAMETER" : "INVALID_ARGUMENT", { field }];
}

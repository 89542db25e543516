/**
 * What the host and its token child say to each other: exact, bounded, checked on both sides. A foreign library runs in the
 * child's memory, so the host takes nothing it says on trust. One request at a time; the child answers with any number of
 * "call" messages (one before each PKCS#11 call, so the host can time every call) and then one "result" or "error".
 */

import * as v from "valibot";
import { ERROR_CODES } from "#shared/errors.ts";

/** Every function of the module that is called, with "C_GetFunctionList" for the loading itself. */
export const CALLS = [
  "C_GetFunctionList",
  "C_Initialize",
  "C_GetInfo",
  "C_GetSlotList",
  "C_GetTokenInfo",
  "C_OpenSession",
  "C_CloseSession",
  "C_GetSessionInfo",
  "C_Login",
  "C_Logout",
  "C_FindObjectsInit",
  "C_FindObjects",
  "C_FindObjectsFinal",
  "C_GetAttributeValue",
  "C_SignInit",
  "C_Sign",
] as const;
export type CallName = (typeof CALLS)[number];

/** Bytes of JSON in one frame. */
export const REQUEST_BYTES = 64 * 1024;
export const ANSWER_BYTES = 4 * 1024 * 1024;
/** Most tokens of one module, and most certificates of one token, that are looked at. */
export const MOST_TOKENS = 32;
export const MOST_CERTIFICATES = 64;
/** Bytes of one certificate; real ones have 1 to 3 KiB. */
export const CERTIFICATE_BYTES = 24 * 1024;

const text = (maximum: number) => v.pipe(v.string(), v.maxLength(maximum));
const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const base64 = (bytes: number) =>
  v.pipe(v.string(), v.maxLength(4 * Math.ceil(bytes / 3)), v.regex(/^[A-Za-z0-9+/]*={0,2}$/));
const small = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));
const tokenId = v.pipe(v.string(), v.regex(/^p11:[0-9a-f]{16}$/));

const tokenInfo = v.strictObject({
  id: tokenId,
  kind: v.literal("pkcs11"),
  label: text(64),
  serial: text(64),
  manufacturer: text(64),
  model: text(64),
  module: text(260),
  pin: v.strictObject({
    countLow: v.boolean(),
    finalTry: v.boolean(),
    locked: v.boolean(),
    onReader: v.boolean(),
    wanted: v.boolean(),
    minLength: small,
    maxLength: small,
  }),
});

const certificate = v.strictObject({
  id: hex(64),
  label: text(255),
  der: base64(CERTIFICATE_BYTES),
  chain: v.pipe(v.array(base64(CERTIFICATE_BYTES)), v.maxLength(7)),
  hasKey: v.nullable(v.boolean()),
});
export type CertificateMessage = v.InferOutput<typeof certificate>;

const empty = v.strictObject({});

/** Every request: what it takes and what it answers. */
export const REQUESTS = {
  /** First request of a child: which module, and the folder of the locks between host processes. */
  load: { params: v.strictObject({ module: text(4096), locks: text(4096) }), result: empty },
  /** `ended`: tokens whose session is over because they were pulled. */
  tokens: {
    params: empty,
    result: v.strictObject({
      tokens: v.pipe(v.array(tokenInfo), v.maxLength(MOST_TOKENS)),
      ended: v.pipe(v.array(tokenId), v.maxLength(MOST_TOKENS)),
    }),
  },
  certificates: {
    params: v.strictObject({ token: tokenId }),
    result: v.strictObject({ certificates: v.pipe(v.array(certificate), v.maxLength(MOST_CERTIFICATES)) }),
  },
  open: {
    params: v.strictObject({
      token: tokenId,
      certificate: hex(64),
      pin: text(1024),
      allowLastTry: v.boolean(),
    }),
    result: v.strictObject({ certificate }),
  },
  sign: {
    params: v.strictObject({
      token: tokenId,
      digest: base64(64),
      digestAlgorithm: v.picklist(["sha256", "sha384", "sha512"]),
      scheme: v.picklist(["rsa-pkcs1", "rsa-pss", "ecdsa"]),
    }),
    result: v.strictObject({ signature: base64(2048) }),
  },
  close: { params: v.strictObject({ token: tokenId }), result: empty },
} as const;

export type RequestType = keyof typeof REQUESTS;
export type RequestParams<T extends RequestType> = v.InferOutput<(typeof REQUESTS)[T]["params"]>;
export type RequestResult<T extends RequestType> = v.InferOutput<(typeof REQUESTS)[T]["result"]>;

/** Envelope; `params` is checked by the request's own schema. */
export const childRequest = v.strictObject({
  type: v.picklist(Object.keys(REQUESTS) as RequestType[]),
  params: v.record(v.string(), v.unknown()),
});

const detail = v.record(text(40), v.union([text(1000), v.number(), v.boolean(), v.null()]));

export const childMessage = v.variant("type", [
  /** The watchdog is awake; nothing of the module has been touched. */
  v.strictObject({ type: v.literal("ready") }),
  v.strictObject({ type: v.literal("call"), method: v.picklist(CALLS) }),
  v.strictObject({ type: v.literal("result"), result: v.record(v.string(), v.unknown()) }),
  v.strictObject({
    type: v.literal("error"),
    error: v.strictObject({ code: v.picklist(ERROR_CODES), detail: v.optional(detail) }),
    /** After a failed "sign": the session for this token is over. */
    sessionOver: v.boolean(),
  }),
]);
export type ChildMessage = v.InferOutput<typeof childMessage>;

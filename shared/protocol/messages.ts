/**
 * The native messaging protocol, version 1: the only description of what crosses the port between extension and host.
 * Both ends check every message against these schemas (exact: unknown keys are refused; bounded). PROTOCOL.md is compared with it.
 */

import * as v from "valibot";
import { ERROR_CODES } from "../errors.ts";
import { LIMITS, PROTOCOL_VERSION } from "./limits.ts";
import { SERVICE_FAULTS } from "./service-faults.ts";

const text = (maximum: number) => v.pipe(v.string(), v.maxLength(maximum));
const count = (maximum: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maximum));
const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const base64 = (maximum: number) =>
  v.pipe(v.string(), v.maxLength(maximum), v.regex(/^[A-Za-z0-9+/]*={0,2}$/));

export const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));
const tokenId = v.pipe(v.string(), v.regex(/^(practice|p11:[0-9a-f]{16})$/));
const origin = v.pipe(v.string(), v.maxLength(300), v.regex(/^https?:\/\/[^/?#\s]+$/));

/** Who asks: a web page (its own origin and that of the tab), or the user's own file. */
export const source = v.variant("kind", [
  v.strictObject({ kind: v.literal("site"), origin, topOrigin: origin }),
  v.strictObject({ kind: v.literal("local") }),
]);
export type Source = v.InferOutput<typeof source>;

/** One document the user was shown; `session.sign` takes only listed ones, each at most `signatures` times. */
const item = v.strictObject({
  item: id,
  name: text(255),
  size: count(Number.MAX_SAFE_INTEGER),
  pages: v.nullable(count(1_000_000)),
  sha256: hex(64),
  signatures: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)),
});
export type Item = v.InferOutput<typeof item>;

const token = v.strictObject({
  id: tokenId,
  kind: v.picklist(["practice", "pkcs11"]),
  label: text(64),
  serial: text(64),
  manufacturer: text(64),
  model: text(64),
  module: v.nullable(text(260)),
  pin: v.strictObject({
    countLow: v.boolean(),
    finalTry: v.boolean(),
    locked: v.boolean(),
    onReader: v.boolean(),
    wanted: v.boolean(),
    minLength: count(255),
    maxLength: count(255),
  }),
});
export type Token = v.InferOutput<typeof token>;

/** Why a certificate cannot sign now; null where it can. */
const unsuitable = v.nullable(
  v.picklist(["EXPIRED", "NOT_YET_VALID", "KEY_USAGE", "CERTIFICATE_AUTHORITY", "NO_KEY", "ALGORITHM"]),
);

const certificate = v.strictObject({
  /** SHA-256 of the certificate. */
  id: hex(64),
  token: tokenId,
  label: text(255),
  commonName: text(400),
  organization: v.nullable(text(400)),
  organizationalUnits: v.pipe(v.array(text(400)), v.maxLength(16)),
  /** First `uid` (0.9.2342.19200300.100.1.1) of the subject, such as "MST:0301519977". */
  userId: v.nullable(text(200)),
  issuer: text(400),
  serial: text(80),
  notBefore: text(30),
  notAfter: text(30),
  key: v.strictObject({ kind: v.picklist(["rsa", "ec", "other"]), bits: count(65_536) }),
  unsuitable,
  /** The certificate and those of its issuers known to the token, DER, leaf first. */
  chain: v.pipe(v.array(base64(64 * 1024)), v.minLength(1), v.maxLength(8)),
});
export type Certificate = v.InferOutput<typeof certificate>;

const empty = v.strictObject({});

/** Whom the machine policy names for failures that a user cannot mend. */
const support = v.strictObject({ name: text(200), phone: text(200) });
const digestAlgorithm = v.picklist(["sha256", "sha384", "sha512"]);

/** Who stamps the time here, by host; whether the machine policy named it, and what the policy says of its use. */
const timeStamp = v.strictObject({
  authority: text(300),
  named: v.boolean(),
  rule: v.nullable(v.picklist(["always", "never"])),
});
export type TimeStampTerms = v.InferOutput<typeof timeStamp>;

/** Bytes as base64, of at most that many KiB of text. */
const derOf = (kibibytes: number) => base64(kibibytes * 1024);

/** A service that gave nothing usable. */
const unanswered = v.pipe(
  v.array(v.strictObject({ url: text(1000), fault: v.picklist(SERVICE_FAULTS) })),
  v.maxLength(16),
);

/** Every command: what it takes and what it answers. The key is the message's `type`. */
export const COMMANDS = {
  /** With a source: whether such a one may ask for signatures at all. With `timeStamp`: who stamps the time. */
  ping: {
    params: v.strictObject({ source: v.optional(source), timeStamp: v.optional(v.literal(true)) }),
    result: v.strictObject({
      host: text(40),
      support: v.optional(support),
      timeStamp: v.optional(timeStamp),
      refused: v.optional(v.literal(true)),
    }),
  },
  "tokens.list": {
    params: empty,
    result: v.strictObject({ tokens: v.pipe(v.array(token), v.maxLength(64)) }),
  },
  /** Answers with the list, then sends `tokens.changed` events until the port closes or the request is cancelled. */
  "tokens.watch": {
    params: empty,
    result: v.strictObject({ tokens: v.pipe(v.array(token), v.maxLength(64)) }),
  },
  "certificates.list": {
    params: v.strictObject({ token: tokenId }),
    result: v.strictObject({ certificates: v.pipe(v.array(certificate), v.maxLength(64)) }),
  },
  "session.open": {
    params: v.strictObject({
      token: tokenId,
      certificate: hex(64),
      source,
      pin: text(255),
      allowLastTry: v.boolean(),
      /** 0: the session ends as soon as every listed signature is made. The host may answer with less than asked. */
      idleSeconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.idleMinutes * 60)),
      items: v.pipe(v.array(item), v.minLength(1), v.maxLength(LIMITS.items)),
    }),
    result: v.strictObject({ session: id, idleSeconds: count(LIMITS.idleMinutes * 60) }),
  },
  /** `source` is checked against the one the session was opened with. */
  "session.add": {
    params: v.strictObject({
      session: id,
      source,
      items: v.pipe(v.array(item), v.minLength(1), v.maxLength(LIMITS.items)),
    }),
    result: empty,
  },
  "session.sign": {
    params: v.strictObject({
      session: id,
      item: id,
      digest: base64(88),
      digestAlgorithm,
      format: v.picklist(["pades", "cades"]),
      /** B-T: with a time-stamp from the authority of the machine policy, else of the Government. */
      level: v.picklist(["B-B", "B-T"]),
      padding: v.picklist(["pkcs1", "pss"]),
    }),
    result: v.strictObject({ cms: base64(256 * 1024) }),
  },
  /**
   * Evidence about a certificate. The host asks only the services that the certificate itself names, never an address of the caller;
   * whoever asks judges the answers. Where nobody answers there are none, and `unanswered` says why.
   */
  "network.ocsp": {
    params: v.strictObject({ certificate: derOf(40), issuer: derOf(8) }),
    result: v.strictObject({
      responses: v.pipe(v.array(derOf(512)), v.maxLength(4)),
      unanswered,
      /** No list need be asked for. */
      settled: v.boolean(),
    }),
  },
  /** `anchor`: SHA-256 of the certificate of a built-in anchor that another one issued. */
  "network.crl": {
    params: v.variant("kind", [
      v.strictObject({ kind: v.literal("certificate"), certificate: derOf(40), issuer: derOf(8) }),
      v.strictObject({ kind: v.literal("anchor"), anchor: hex(64) }),
    ]),
    /** Complete lists, then deltas to them. */
    result: v.strictObject({ crls: v.pipe(v.array(derOf(28 * 1024)), v.maxLength(10)), unanswered }),
  },
  /** Certificates of the issuer, the issuer's own first. */
  "network.certificate": {
    params: v.strictObject({ certificate: derOf(40) }),
    result: v.strictObject({ certificates: v.pipe(v.array(derOf(512)), v.maxLength(80)), unanswered }),
  },
  /** A token over a signature value (RFC 3161), from the authority that the machine policy names, else the Government's. */
  "network.timestamp": {
    params: v.strictObject({ signature: derOf(8) }),
    result: v.strictObject({ token: derOf(64) }),
  },
  "session.close": { params: v.strictObject({ session: id }), result: empty },
  /** Stops the request with that id; it then answers USER_CANCELLED. */
  cancel: { params: v.strictObject({ request: id }), result: empty },
} as const;

export type CommandType = keyof typeof COMMANDS;
export type Params<T extends CommandType> = v.InferOutput<(typeof COMMANDS)[T]["params"]>;
export type Result<T extends CommandType> = v.InferOutput<(typeof COMMANDS)[T]["result"]>;

const version = v.literal(PROTOCOL_VERSION);

/** Envelope of a request; `params` is checked by the command's own schema. */
export const request = v.strictObject({
  v: version,
  id,
  type: v.picklist(Object.keys(COMMANDS) as CommandType[]),
  params: v.record(v.string(), v.unknown()),
});

const detail = v.record(text(40), v.union([text(1000), v.number(), v.boolean(), v.null()]));
const wireError = v.strictObject({ code: v.picklist(ERROR_CODES), detail: v.optional(detail) });

/** First message of the host, before anything was asked. */
export const hello = v.strictObject({
  v: version,
  type: v.literal("hello"),
  host: text(40),
  protocol: v.strictObject({ min: count(1000), max: count(1000) }),
  capabilities: v.pipe(v.array(text(40)), v.maxLength(64)),
});
export type Hello = v.InferOutput<typeof hello>;

/** Everything the host may send. A reply repeats the `id` of its request; null where the request had none that could be read. */
export const hostMessage = v.variant("type", [
  hello,
  v.strictObject({
    v: version,
    type: v.literal("reply"),
    id,
    ok: v.literal(true),
    result: v.record(v.string(), v.unknown()),
  }),
  /** `id` null: no request it belongs to could be read (junk, over 64 KiB), or the whole connection is refused (HOST_FORBIDDEN, before any hello). */
  v.strictObject({
    v: version,
    type: v.literal("error"),
    id: v.nullable(id),
    ok: v.literal(false),
    error: wireError,
  }),
  /**
   * A reply too large for one message: the `data` of all parts, each decoded and joined in order of `seq` (from 0), is the UTF-8
   * JSON of the `result`. Nothing else answers that request.
   */
  v.strictObject({
    v: version,
    type: v.literal("part"),
    id,
    seq: count(100_000),
    last: v.boolean(),
    data: base64(LIMITS.replyBytes),
  }),
  v.strictObject({
    v: version,
    type: v.literal("tokens.changed"),
    id,
    tokens: v.pipe(v.array(token), v.maxLength(64)),
  }),
  /** The session ended by itself: `error` says why (TOKEN_REMOVED, MODULE_CRASHED, …), null after the idle time. */
  v.strictObject({
    v: version,
    type: v.literal("session.ended"),
    id: v.null(),
    session: id,
    error: v.nullable(wireError),
  }),
]);
export type HostMessage = v.InferOutput<typeof hostMessage>;

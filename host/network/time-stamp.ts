/** Has a signature stamped by the time-stamping authority (RFC 3161 over HTTP, 3.4): services of the state were seen to take minutes. */

import { createHash, randomBytes } from "node:crypto";
import { TOKEN_BYTES } from "#shared/cms/signed-data.ts";
import { encodeTimestampQuery, readTimestampReply } from "#shared/cms/timestamp-query.ts";
import { fail } from "#shared/errors.ts";
import { readServiceUrl } from "#shared/network/service-url.ts";
import type { Transport } from "#shared/network/transport.ts";
import { readPolicy } from "../policy.ts";
import { STATE_AUTHORITY } from "../state-authority.ts";
import { nodeTransport } from "./transport.ts";

const PATIENCE_SECONDS = 180;
const TRIES = 3;
const NONCE_OCTETS = 8;

export interface TimeStamper {
  /** The token over these bytes, DER. Errors: TSA_UNREACHABLE, TSA_REFUSED {tsa, reason}, USER_CANCELLED. */
  stamp(bytes: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>;
}

/** @param named by the user on the command line; null: the policy's authority, else the Government's */
export async function openTimeStamper(named: string | null): Promise<TimeStamper> {
  const { policy } = await readPolicy();
  const tsa = named ?? policy.tsa ?? STATE_AUTHORITY;
  // Whoever named it may name one inside.
  const place = readServiceUrl(tsa, () => true)?.place ?? "";
  const transport = nodeTransport({
    allowed: [place],
    replacements: policy.replaceUrls ?? [],
    proxy: policy.proxy ?? null,
    patience: 1000 * (policy.networkSeconds ?? PATIENCE_SECONDS),
  });
  return { stamp: (bytes, signal) => stamp({ bytes, tsa, transport }, signal) };
}

interface StampRequest {
  readonly bytes: Uint8Array;
  readonly tsa: string;
  readonly transport: Transport;
}

async function stamp({ bytes, tsa, transport }: StampRequest, signal?: AbortSignal): Promise<Uint8Array> {
  const query = { digest: new Uint8Array(createHash("sha256").update(bytes).digest()), nonce: newNonce() };
  const body = encodeTimestampQuery(query);
  let answer: Awaited<ReturnType<Transport>> = { ok: false, fault: "unreachable" };
  for (let tries = 0; !answer.ok && tries < TRIES; tries++) {
    const post = { type: "application/timestamp-query", body };
    answer = await transport({ url: tsa, post, maxBytes: TOKEN_BYTES }, signal);
  }
  if (!answer.ok) return fail("TSA_UNREACHABLE", { tsa, reason: answer.fault });
  const { token, flaw } = readTimestampReply(answer.bytes, query);
  return token ?? fail("TSA_REFUSED", { tsa, reason: flaw });
}

/** Positive, and of full length without a leading zero. */
function newNonce(): Uint8Array {
  const nonce = new Uint8Array(randomBytes(NONCE_OCTETS));
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  return nonce;
}

/** The host signs: a session is opened with the PIN, or the living one takes this document too; then one signature. */

import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { Item } from "#shared/protocol/messages.ts";
import type { Consent, Desk } from "../desk.ts";
import type { LiveSession } from "../state.ts";
import { documentOf } from "./check.ts";
import { sessionWith } from "./session.ts";

export interface OpenRequest {
  readonly consent: Consent;
  /** SHA-256 of the file as it was shown. */
  readonly sha256: string;
  readonly signal: AbortSignal;
}

/** A document that the host will sign, in its session. */
export interface OpenItem {
  readonly session: LiveSession;
  readonly item: string;
}

/** The host learns of the document, with all its signatures. Errors of the host: PIN_*, TOKEN_*, HOST_*, CERT_*; USER_CANCELLED when stopped. */
export async function openStep(desk: Desk, id: string, request: OpenRequest): Promise<OpenItem> {
  if (request.signal.aborted) fail("USER_CANCELLED");
  desk.store.dispatch({ type: "step", id, step: "token", took: desk.lap(id) });
  const { consent, signal } = request;
  const item = itemOf(desk, id, request);
  const { source } = desk.entry(id).job;
  const session = await sessionWith(desk, { source, consent, items: [item], signal });
  return { session, item: item.item };
}

export interface TokenRequest {
  readonly open: OpenItem;
  /** SHA-256 over the two ranges. */
  readonly digest: Uint8Array;
  readonly signal: AbortSignal;
}

/** The finished CMS; the session ends where that fails. Errors as `openStep`. */
export async function tokenStep(desk: Desk, request: TokenRequest): Promise<Uint8Array> {
  try {
    return await signOnce(desk, request);
  } catch (error) {
    // A device that failed or was stopped while signing is in no known state: its login ends, the next try asks for the PIN.
    void desk.host.lockSession();
    throw error;
  }
}

/** One signature over a listed document. Errors of the host; USER_CANCELLED when stopped. */
export async function signOnce(desk: Desk, { open, digest, signal }: TokenRequest): Promise<Uint8Array> {
  if (signal.aborted) fail("USER_CANCELLED");
  const order = {
    session: open.session.id,
    item: open.item,
    digest: toBase64(digest),
    digestAlgorithm: "sha256",
    format: "pades",
    level: "B-B",
    padding: "pkcs1",
  } as const;
  const { cms } = await desk.host.request("session.sign", order, signal);
  return fromBase64(cms) ?? fail("HOST_JUNK", { field: "cms" });
}

/** Each try is listed anew: the host signs a listed item as often as it was said, and no more. */
export function itemOf(desk: Desk, id: string, { consent, sha256 }: Omit<OpenRequest, "signal">): Item {
  const { name, blob, pages } = documentOf(desk, id);
  return {
    item: crypto.randomUUID(),
    name: name.slice(0, 255),
    size: blob.size,
    pages,
    sha256,
    signatures: consent.looks.length,
  };
}

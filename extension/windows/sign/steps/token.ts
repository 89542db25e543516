/** The host signs: a session is opened with the PIN, or the living one takes this document too; then one signature. */

import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { Item } from "#shared/protocol/messages.ts";
import { sessionFor } from "../choose.ts";
import type { Consent, Desk } from "../desk.ts";
import type { LiveSession } from "../state.ts";
import { documentOf } from "./check.ts";

/** A session ends after this idle time; the host may shorten it. */
const IDLE_SECONDS = 5 * 60;

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
  const item = itemOf(desk, id, request);
  return { session: await sessionWith(desk, id, { ...request, item }), item: item.item };
}

export interface TokenRequest {
  readonly open: OpenItem;
  /** SHA-256 over the two ranges. */
  readonly digest: Uint8Array;
  readonly signal: AbortSignal;
}

/** The finished CMS. Errors as `openStep`. */
export async function tokenStep(desk: Desk, { open, digest, signal }: TokenRequest): Promise<Uint8Array> {
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
  try {
    const { cms } = await desk.host.request("session.sign", order, signal);
    return fromBase64(cms) ?? fail("HOST_JUNK", { field: "cms" });
  } catch (error) {
    // A device that failed or was stopped while signing is in no known state: its login ends, the next try asks for the PIN.
    void desk.host.lockSession();
    throw error;
  }
}

/** Each try is listed anew: the host signs a listed item as often as it was said, and no more. */
function itemOf(desk: Desk, id: string, { consent, sha256 }: OpenRequest): Item {
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

async function sessionWith(
  desk: Desk,
  id: string,
  { consent, signal, item }: OpenRequest & { item: Item },
): Promise<LiveSession> {
  const entry = desk.entry(id);
  const { source } = entry.job;
  const live = sessionFor(desk.store.state, entry, consent.offer);
  if (live !== null) {
    await desk.host
      .request("session.add", { session: live.id, source, items: [item] }, signal)
      .catch(async (error: unknown) => {
        await desk.host.lockSession();
        throw error;
      });
    return live;
  }
  await desk.host.lockSession();
  const { token, certificate } = consent.offer;
  const opened = await desk.host.request(
    "session.open",
    {
      token: token.id,
      certificate: certificate.id,
      source,
      pin: consent.pin,
      allowLastTry: consent.allowLastTry,
      idleSeconds: IDLE_SECONDS,
      items: [item],
    },
    signal,
  );
  const session: LiveSession = {
    id: opened.session,
    source,
    token: token.id,
    certificate: certificate.id,
    idleSeconds: opened.idleSeconds,
  };
  desk.store.dispatch({ type: "session", session });
  return session;
}

/** The host signs: a session is opened with the PIN, or the living one takes this document too; then one signature. */

import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { Item } from "#shared/protocol/messages.ts";
import type { PreparedDigest } from "../../engine-messages.ts";
import { sessionFor } from "../choose.ts";
import type { Consent, Desk } from "../desk.ts";
import type { LiveSession } from "../state.ts";
import { documentOf } from "./check.ts";

/** A session ends after this idle time; the host may shorten it. */
const IDLE_SECONDS = 5 * 60;

export interface TokenRequest {
  readonly consent: Consent;
  readonly prepared: PreparedDigest;
  readonly signal: AbortSignal;
}

/** The finished CMS. Errors of the host: PIN_*, TOKEN_*, HOST_*, CERT_*; USER_CANCELLED when stopped. */
export async function tokenStep(desk: Desk, id: string, request: TokenRequest): Promise<Uint8Array> {
  const { prepared, signal } = request;
  if (signal.aborted) fail("USER_CANCELLED");
  desk.store.dispatch({ type: "step", id, step: "token", took: desk.lap(id) });
  const item = itemOf(desk, id, prepared);
  const session = await sessionWith(desk, id, { ...request, item });
  const order = {
    session: session.id,
    item: item.item,
    digest: toBase64(prepared.digest),
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

/** Each try is listed anew: the host signs a listed item once. */
function itemOf(desk: Desk, id: string, { sha256 }: PreparedDigest): Item {
  const { name, blob, pages } = documentOf(desk, id);
  return {
    item: crypto.randomUUID(),
    name: name.slice(0, 255),
    size: blob.size,
    pages,
    sha256,
    signatures: 1,
  };
}

async function sessionWith(
  desk: Desk,
  id: string,
  { consent, signal, item }: TokenRequest & { item: Item },
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

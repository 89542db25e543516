/** The signing session at the host: the living one takes further documents, or a new one is opened with the PIN. */

import { LIMITS } from "#shared/protocol/limits.ts";
import type { Item, Source } from "#shared/protocol/messages.ts";
import { recallIdleSeconds } from "../../idle-choice.ts";
import { liveSession } from "../choose.ts";
import type { Consent, Desk } from "../desk.ts";
import type { LiveSession } from "../state.ts";

export interface SessionRequest {
  readonly source: Source;
  readonly consent: Consent;
  /** The documents the user agreed to sign. */
  readonly items: readonly Item[];
  readonly signal: AbortSignal;
}

/** A session in which every item is listed. Errors of the host: PIN_*, TOKEN_*, HOST_*, CERT_*; USER_CANCELLED when stopped. */
export async function sessionWith(desk: Desk, request: SessionRequest): Promise<LiveSession> {
  const { source, consent, items } = request;
  const [first = [], ...others] = inMessages(items);
  const live = liveSession(desk.store.state, { source, offer: consent.offer });
  if (live === null) await desk.host.lockSession();
  const session = live ?? (await openSession(desk, { ...request, items: first }));
  for (const more of live === null ? others : [first, ...others]) {
    await addItems(desk, session, { ...request, items: more });
  }
  return session;
}

async function addItems(
  desk: Desk,
  session: LiveSession,
  { source, items, signal }: SessionRequest,
): Promise<void> {
  try {
    await desk.host.request("session.add", { session: session.id, source, items: [...items] }, signal);
  } catch (error) {
    await desk.host.lockSession();
    throw error;
  }
}

async function openSession(
  desk: Desk,
  { source, consent, items, signal }: SessionRequest,
): Promise<LiveSession> {
  const { token, certificate } = consent.offer;
  const opened = await desk.host.request(
    "session.open",
    {
      token: token.id,
      certificate: certificate.id,
      source,
      pin: consent.pin,
      allowLastTry: consent.allowLastTry,
      idleSeconds: await recallIdleSeconds(),
      items: [...items],
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

/** Room for the other parameters of the request. */
const ITEM_BYTES = LIMITS.requestBytes - 8 * 1024;

/** As many items a message as the host takes. */
function inMessages(items: readonly Item[]): Item[][] {
  const messages: Item[][] = [];
  let room = 0;
  for (const item of items) {
    const size = new TextEncoder().encode(JSON.stringify(item)).length + 1;
    const last = messages.at(-1);
    if (last === undefined || size > room || last.length >= LIMITS.items) {
      messages.push([item]);
      room = ITEM_BYTES - size;
    } else {
      last.push(item);
      room -= size;
    }
  }
  return messages;
}

/** The content script's end of a file's way: through a relay frame where it reaches the window, else over a runtime port. */

import * as v from "valibot";
import browser from "webextension-polyfill";
import { SignError } from "#shared/errors.ts";
import { receivePieces, sendPieces } from "../../pieces.ts";
import { PORT_BYTES, portName, RELAY_MILLISECONDS, type Relayed, relayed } from "../../transfer.ts";
import { openFrame, type Relay } from "./relay-frame.ts";

export interface Outgoing {
  /** null: there is nothing to send after all. */
  readonly body: Promise<Blob | null>;
  /** Bytes that the server announced; a large file finds its way prepared. */
  readonly announced: number | null;
}

/** False where there was nothing to send. Rejects as `body` does. */
export async function sendFile(transfer: string, { body, announced }: Outgoing): Promise<boolean> {
  const prepared = (announced ?? 0) > PORT_BYTES ? reachWindow(transfer) : null;
  try {
    const blob = await body;
    if (blob === null) return false;
    const relay = blob.size > PORT_BYTES ? await (prepared ?? reachWindow(transfer)) : null;
    if (relay === null) await sendOverPort(transfer, blob);
    else await sendThrough(relay, blob);
    return true;
  } finally {
    void prepared?.then((relay) => relay?.close());
  }
}

async function sendThrough(relay: Relay, blob: Blob): Promise<void> {
  try {
    const taken = heard(relay, "received");
    relay.post({ kind: "blob", blob });
    await taken;
  } finally {
    relay.close();
  }
}

export async function receiveFile(transfer: string, size: number): Promise<Blob> {
  const relay = size > PORT_BYTES ? await reachWindow(transfer) : null;
  if (relay === null) return receiveOverPort(transfer, size);
  try {
    const arrived = heard(relay, "blob");
    relay.post({ kind: "received" });
    return (await arrived).blob;
  } finally {
    relay.close();
  }
}

/** A frame through which the window has answered; null where it did not in time. */
async function reachWindow(transfer: string): Promise<Relay | null> {
  const relay = await openFrame("windows/relay/relay.html", transfer);
  if (relay === null) return null;
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), RELAY_MILLISECONDS));
  const answered = heard(relay, "pong");
  relay.post({ kind: "ping" });
  if ((await Promise.race([answered, late])) !== null) return relay;
  relay.close();
  return null;
}

function heard<K extends Relayed["kind"]>(relay: Relay, kind: K): Promise<Extract<Relayed, { kind: K }>> {
  return new Promise((resolve) => {
    relay.listen((message) => {
      const checked = v.safeParse(relayed, message);
      if (checked.success && checked.output.kind === kind)
        resolve(checked.output as Extract<Relayed, { kind: K }>);
    });
  });
}

/** Ends when the window has everything and closes the port. */
async function sendOverPort(transfer: string, blob: Blob): Promise<void> {
  const port = browser.runtime.connect({ name: portName(transfer) });
  const closed = new Promise<void>((resolve) => port.onDisconnect.addListener(() => resolve()));
  await sendPieces(port, blob);
  await closed;
}

async function receiveOverPort(transfer: string, size: number): Promise<Blob> {
  const port = browser.runtime.connect({ name: portName(transfer) });
  try {
    const blob = await receivePieces(port, size);
    if (blob.size !== size) throw new SignError("UPLOAD_FAILED", { reason: "cut" });
    return blob;
  } finally {
    port.disconnect();
  }
}

/** The content script's end of a file's way: through a relay frame where it reaches the window, else over a runtime port. */

import * as v from "valibot";
import browser from "webextension-polyfill";
import { SignError } from "#shared/errors.ts";
import { receivePieces, sendPieces } from "../../pieces.ts";
import { PORT_BYTES, portName, RELAY_MILLISECONDS, type Relayed, relayed } from "../../transfer.ts";
import { openRelay, type Relay } from "./relay-frame.ts";

export async function sendFile(transfer: string, blob: Blob): Promise<void> {
  const relay = blob.size > PORT_BYTES ? await reachWindow(transfer) : null;
  if (relay === null) return sendOverPort(transfer, blob);
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
  const relay = await openRelay(transfer);
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

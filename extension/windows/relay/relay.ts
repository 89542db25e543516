/**
 * A hidden frame in the page that carries one file between its content script and our window, without copying it:
 * a MessagePort to the one, a BroadcastChannel to the other. The page can name neither: the port was handed over
 * by the content script, the channel's name is drawn by the window for this one transfer.
 */

import { channelName, isTransferId } from "../../transfer.ts";

function join(event: MessageEvent<unknown>): void {
  const [port] = event.ports;
  if (event.source !== parent || port === undefined || !isTransferId(event.data)) return;
  removeEventListener("message", join);
  const channel = new BroadcastChannel(channelName(event.data));
  port.onmessage = ({ data }: MessageEvent<unknown>) => channel.postMessage(data);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => port.postMessage(data);
}

addEventListener("message", join);

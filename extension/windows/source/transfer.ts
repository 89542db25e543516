/** The window's end of a file's way to or from a page's content script. */

import * as v from "valibot";
import browser, { type Runtime } from "webextension-polyfill";
import { receivePieces, sendPieces } from "../../pieces.ts";
import { channelName, portName, type Relayed, relayed } from "../../transfer.ts";

/** One transfer: whichever way the content script takes, the file arrives once. Its id is drawn here and told to no page. */
export class Transfer {
  readonly id = crypto.randomUUID();
  readonly #channel = new BroadcastChannel(channelName(this.id));
  readonly #onConnect = (port: Runtime.Port) => {
    if (port.name === portName(this.id) && port.sender?.id === browser.runtime.id) this.#onPort(port);
  };
  #onPort: (port: Runtime.Port) => void = () => undefined;

  constructor() {
    browser.runtime.onConnect.addListener(this.#onConnect);
  }

  /** Waits for the file; DOWNLOAD_FAILED where it is cut, DOCUMENT_TOO_LARGE above `limit`. */
  receive(limit: number): Promise<Blob> {
    return new Promise((resolve, reject) => {
      this.#onPort = (port) => {
        receivePieces(port, limit)
          .then(resolve, reject)
          .finally(() => port.disconnect());
      };
      this.#listen((message) => {
        if (message.kind === "ping") this.#post({ kind: "pong" });
        if (message.kind !== "blob") return;
        this.#post({ kind: "received" });
        resolve(message.blob);
      });
    });
  }

  /** Offers the file to whoever fetches it under this id. */
  offer(blob: Blob): void {
    this.#onPort = (port) => void sendPieces(port, blob);
    this.#listen((message) => {
      if (message.kind === "ping") this.#post({ kind: "pong" });
      if (message.kind === "received") this.#post({ kind: "blob", blob });
    });
  }

  close(): void {
    browser.runtime.onConnect.removeListener(this.#onConnect);
    this.#channel.close();
  }

  #post(message: Relayed): void {
    this.#channel.postMessage(message);
  }

  #listen(listener: (message: Relayed) => void): void {
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const checked = v.safeParse(relayed, data);
      if (checked.success) listener(checked.output);
    };
  }
}

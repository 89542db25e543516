/** The window's end of the sandboxed viewer: commands in, checked answers out. */

import * as v from "valibot";
import browser from "webextension-polyfill";
import { type ViewerCommand, type ViewerEvent, viewerEvent } from "../../viewer/messages.ts";

/** Shows one document in one frame; a new document wants a new frame. */
export class ViewerFrame {
  readonly #port: MessagePort;

  /** `frame` has loaded the viewer. Answers that break the contract are dropped: the frame ran hostile bytes. */
  constructor(frame: HTMLIFrameElement, onEvent: (event: ViewerEvent) => void) {
    const channel = new MessageChannel();
    this.#port = channel.port1;
    this.#port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const checked = v.safeParse(viewerEvent, data);
      if (!checked.success) return;
      if (checked.output.type === "data") void this.#serve(checked.output);
      else onEvent(checked.output);
    };
    // The sandbox gives the frame an opaque origin, which "*" alone addresses; the port then belongs to this document only.
    frame.contentWindow?.postMessage("port", "*", [channel.port2]);
  }

  send(command: ViewerCommand): void {
    this.#port.postMessage(command);
  }

  close(): void {
    this.#port.close();
  }

  /** One of the fonts and decoders that ship with the extension; the schema lets through plain file names only. */
  async #serve({ request, filename }: { request: number; filename: string }): Promise<void> {
    const bytes = await fetch(browser.runtime.getURL(`viewer/data/${filename}`)).then(
      async (response) => (response.ok ? new Uint8Array(await response.arrayBuffer()) : null),
      () => null,
    );
    this.send({ type: "data", request, bytes });
  }
}

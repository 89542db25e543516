/** The sandboxed frame: pdf.js with its worker code in one classic script, spoken to through one port and nothing else. */

import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { WorkerMessageHandler } from "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { Column } from "./column.ts";
import { DataRequests } from "./data.ts";
import { openDocument } from "./document.ts";
import { listenToKeys } from "./keyboard.ts";
import { MarkLayer } from "./mark-layer.ts";
import type { ViewerCommand, ViewerEvent } from "./messages.ts";
import { StampLayer } from "./stamp-layer.ts";
import { thumbnail } from "./thumbnail.ts";

// pdf.js looks here before it starts a Worker; an opaque origin may load none.
Object.assign(globalThis, { pdfjsWorker: { WorkerMessageHandler } });

const STAMP_FONT = "stamp-font.ttf";

type Reveal = Extract<ViewerCommand, { type: "reveal" }>;

class Viewer {
  readonly #port: MessagePort;
  readonly #requests: DataRequests;
  #pdf: PDFDocumentProxy | null = null;
  #column: Column | null = null;
  readonly #stamps: StampLayer;
  readonly #marks = new MarkLayer();
  #thumbnails: Promise<unknown> = Promise.resolve();
  /** Asked for before the pages were there. */
  #revealLater: Reveal | null = null;

  constructor(port: MessagePort) {
    this.#port = port;
    this.#requests = new DataRequests((message) => this.#send(message));
    this.#stamps = new StampLayer({
      send: (event) => this.#send(event),
      loadFont: () => this.#requests.fetch(STAMP_FONT),
    });
    listenToKeys(
      () => this.#column,
      (key) => this.#send({ type: "key", key }),
    );
  }

  #send(event: ViewerEvent, transfer: Transferable[] = []): void {
    this.#port.postMessage(event, transfer);
  }

  handle(command: ViewerCommand): void {
    switch (command.type) {
      case "open":
        void this.#open(command);
        return;
      case "show":
        this.#column?.show(command.page);
        return;
      case "zoom":
        this.#column?.setZoom(command.zoom);
        return;
      case "thumbnail":
        // One after another, so that the page in view is not kept waiting.
        this.#thumbnails = this.#thumbnails.then(() => this.#sendThumbnail(command.page, command.width));
        return;
      case "marks":
        this.#marks.show(command.marks);
        return;
      case "stamps":
        this.#stamps.show(command.stamps);
        return;
      case "reveal":
        this.#reveal(command);
        return;
      case "data":
        this.#requests.answer(command.request, command.bytes);
        return;
      case "focus":
        scroller().focus();
    }
  }

  async #open({ blob, zoom, label, password }: Extract<ViewerCommand, { type: "open" }>): Promise<void> {
    const opened = await openDocument({ blob, password }, this.#requests);
    if (typeof opened === "string") {
      this.#send({ type: "failed", code: opened });
      return;
    }
    this.#pdf = opened;
    this.#column = new Column({
      pdf: opened,
      scroller: scroller(),
      zoom,
      label,
      layers: [this.#stamps, this.#marks],
      onShown: (page, shownZoom) => this.#send({ type: "shown", page, zoom: shownZoom }),
      onDrawn: (page, outcome) =>
        this.#send(outcome === "drawn" ? { type: "drawn", page } : { type: "failed", code: "PDF_BROKEN" }),
    });
    this.#send({ type: "opened", pages: opened.numPages });
    await this.#column.start().catch(() => this.#send({ type: "failed", code: "PDF_BROKEN" }));
    if (this.#revealLater !== null) this.#reveal(this.#revealLater);
  }

  #reveal(wanted: Reveal): void {
    this.#revealLater = this.#column === null ? wanted : null;
    this.#column?.reveal(wanted);
  }

  async #sendThumbnail(page: number, width: number): Promise<void> {
    const bitmap = this.#pdf === null ? null : await thumbnail(this.#pdf, page, width);
    if (bitmap === null) {
      this.#send({ type: "no-thumbnail", page });
      return;
    }
    this.#send({ type: "thumbnail", page, width: bitmap.width, height: bitmap.height, bitmap }, [bitmap]);
  }
}

function scroller(): HTMLElement {
  const element = document.getElementById("view");
  if (element === null) throw new Error("view");
  return element;
}

// A scrolled region is reached by keyboard.
scroller().tabIndex = 0;

let viewer: Viewer | null = null;
addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.source !== parent || port === undefined || viewer !== null) return;
  const created = new Viewer(port);
  viewer = created;
  port.onmessage = ({ data }: MessageEvent<ViewerCommand>) => created.handle(data);
});

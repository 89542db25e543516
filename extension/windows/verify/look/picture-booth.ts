/** Pictures of pages for comparing, drawn in a sandboxed frame of their own that nobody looks at. */

import { SignError } from "#shared/errors.ts";
import type { ViewerEvent } from "../../../viewer/messages.ts";
import { ViewerFrame } from "../../parts/viewer-frame.ts";

type Answer = (picture: ImageBitmap | null) => void;

export interface BoothRequest {
  readonly blob: Blob;
  /** Of an encrypted file. */
  readonly password?: string | undefined;
  readonly signal: AbortSignal;
}

/** One document. Pages are drawn one after another; `close` ends whatever is waiting. */
export class PictureBooth {
  readonly #frame: HTMLIFrameElement;
  #viewer: ViewerFrame | null = null;
  #waiting: Answer[] = [];
  #pages = 0;

  private constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
  }

  /** Rejects with PDF_BROKEN or PASSWORD_NEEDED where the frame cannot show it, USER_CANCELLED once `signal` is aborted. */
  static open({ blob, password, signal }: BoothRequest): Promise<PictureBooth> {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("aria-hidden", "true");
    frame.tabIndex = -1;
    frame.className = "booth";
    frame.src = "../../viewer/viewer.html";
    const booth = new PictureBooth(frame);
    return new Promise((resolve, reject) => {
      const leave = (code: "PDF_BROKEN" | "PASSWORD_NEEDED" | "USER_CANCELLED") => {
        booth.close();
        reject(new SignError(code));
      };
      if (signal.aborted) return leave("USER_CANCELLED");
      signal.addEventListener("abort", () => leave("USER_CANCELLED"), { once: true });
      frame.onload = () => {
        booth.#viewer = new ViewerFrame(frame, (event) => {
          if (event.type === "opened") {
            booth.#pages = event.pages;
            resolve(booth);
          } else if (event.type === "failed") leave(event.code);
          else booth.#take(event);
        });
        booth.#viewer.send({ type: "open", blob, zoom: "page", label: "", password });
      };
      document.body.append(frame);
    });
  }

  get pages(): number {
    return this.#pages;
  }

  /** `width` device pixels wide; null where there is no such page, it cannot be drawn, or the booth is closed. */
  picture(page: number, width: number): Promise<ImageBitmap | null> {
    const viewer = this.#viewer;
    if (viewer === null || page < 1 || page > this.#pages) return Promise.resolve(null);
    const answer = new Promise<ImageBitmap | null>((resolve) => this.#waiting.push(resolve));
    viewer.send({ type: "thumbnail", page, width });
    return answer;
  }

  close(): void {
    this.#viewer?.close();
    this.#viewer = null;
    this.#frame.remove();
    for (const answer of this.#waiting) answer(null);
    this.#waiting = [];
  }

  /** The frame answers in the order of the questions. */
  #take(event: ViewerEvent): void {
    if (event.type === "thumbnail") this.#waiting.shift()?.(event.bitmap);
    else if (event.type === "no-thumbnail") this.#waiting.shift()?.(null);
  }
}

/** Opens a hidden frame of ours in this page and hands it one end of a private channel. */

import browser from "webextension-polyfill";

/** How long the frame may take to load; a page's policy may forbid it. */
const LOAD_MILLISECONDS = 3000;

export interface Relay {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  close(): void;
}

/** What the frame does: carries a file to a window, or judges a document. */
export type FramePage = "windows/relay/relay.html" | "windows/checker/checker.html";

/** null where the page does not let the frame load. */
export async function openFrame(page: FramePage, transfer: string): Promise<Relay | null> {
  const host = document.createElement("div");
  host.style.setProperty("display", "none", "important");
  const frame = document.createElement("iframe");
  frame.src = browser.runtime.getURL(page);
  const loaded = new Promise<boolean>((resolve) => {
    frame.addEventListener("load", () => resolve(true), { once: true });
    setTimeout(() => resolve(false), LOAD_MILLISECONDS);
  });
  host.attachShadow({ mode: "closed" }).append(frame);
  document.documentElement.append(host);
  if (!(await loaded) || frame.contentWindow === null) {
    host.remove();
    return null;
  }
  const { port1, port2 } = new MessageChannel();
  // Exactly our own origin: a page that sends the frame elsewhere gets nothing. Not that of `src`: Chromium redirects
  // the address of the session to the lasting one.
  frame.contentWindow.postMessage(transfer, new URL(browser.runtime.getURL("")).origin, [port2]);
  port1.start();
  return {
    post: (message) => port1.postMessage(message),
    listen: (listener) => port1.addEventListener("message", ({ data }) => listener(data)),
    close() {
      port1.close();
      host.remove();
    },
  };
}

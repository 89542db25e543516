/** Files a user chose, read in a worker of their own that ends with the answer. */

import browser from "webextension-polyfill";
import { SignError } from "#shared/errors.ts";
import type { ImportReading } from "./exchange.ts";
import type { PictureReading } from "./picture.ts";

export interface WorkerRequest {
  readonly type: "picture" | "templates";
  readonly blob: Blob;
}

/** Errors: UNKNOWN_ERROR where the worker itself fails. */
export function readPictureFile(blob: Blob): Promise<PictureReading> {
  return ask({ type: "picture", blob });
}

/** Errors: UNKNOWN_ERROR where the worker itself fails. */
export function readTemplateFile(blob: Blob): Promise<ImportReading> {
  return ask({ type: "templates", blob });
}

function ask<Answer>(request: WorkerRequest): Promise<Answer> {
  const worker = new Worker(browser.runtime.getURL("templates/worker.js"));
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = () => reject(new SignError("UNKNOWN_ERROR"));
  });
  worker.postMessage(request);
  return answer.finally(() => worker.terminate());
}

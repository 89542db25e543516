/** Entry of the worker that reads pictures and files of templates: decoding is long and the bytes may be hostile. */

import { type ImportReading, MOST_FILE_BYTES, readTemplates } from "./exchange.ts";
import { type PictureReading, readPicture } from "./picture.ts";
import type { WorkerRequest } from "./reading.ts";
import { TEMPLATE_LIMITS } from "./template.ts";

addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  // A fault of our own reaches the window as its worker's error.
  void run(data).then(postMessage, reportError);
});

function run({ type, blob }: WorkerRequest): Promise<PictureReading | ImportReading> {
  return type === "picture" ? pictureOf(blob) : templatesOf(blob);
}

async function pictureOf(blob: Blob): Promise<PictureReading> {
  if (blob.size > TEMPLATE_LIMITS.picture) return { kind: "refused", reason: "bytes" };
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const reading = readPicture(bytes);
  if (reading.kind === "refused" || (await canBeDrawn(bytes, reading.type))) return reading;
  return { kind: "refused", reason: "damaged" };
}

async function templatesOf(blob: Blob): Promise<ImportReading> {
  if (blob.size > MOST_FILE_BYTES) return { kind: "refused", reason: "size" };
  const reading = readTemplates(await blob.text());
  if (reading.kind === "refused") return reading;
  for (const { image } of reading.templates) {
    if (image && !(await canBeDrawn(image.bytes, image.type))) return { kind: "refused", reason: "picture" };
  }
  return reading;
}

/** Our reader looks at the head of a JPEG only: the browser decodes the rest. */
function canBeDrawn(bytes: Uint8Array, type: string): Promise<boolean> {
  return createImageBitmap(new Blob([Uint8Array.from(bytes)], { type })).then(
    (bitmap) => {
      bitmap.close();
      return true;
    },
    () => false,
  );
}

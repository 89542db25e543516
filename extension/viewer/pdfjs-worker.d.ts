/** pdfjs-dist ships no types for its worker module; the frame only hands this object over. */
declare module "pdfjs-dist/legacy/build/pdf.worker.mjs" {
  export const WorkerMessageHandler: object;
}

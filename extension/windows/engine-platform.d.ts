/** Exists only in workers, which the DOM library of TypeScript leaves out (File API section 6.6). */
declare class FileReaderSync {
  /** Throws NotReadableError when the file on disk changed since it was chosen. */
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

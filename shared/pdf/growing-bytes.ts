import { exceed, PDF_LIMITS } from "./limits.ts";

/** Output whose size is not known before; bounded like every decoded stream. */
export class GrowingBytes {
  private bytes = new Uint8Array(4096);
  private length = 0;

  push(piece: Uint8Array): void {
    const needed = this.length + piece.length;
    if (needed > PDF_LIMITS.inflatedBytes) exceed("inflatedBytes");
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(piece, this.length);
    this.length = needed;
  }

  taken(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

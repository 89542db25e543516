/** A PDF of any size: one page and one image-like stream of bytes that do not compress. */

import { createCipheriv } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";

const PIECE_BYTES = 1024 * 1024;

/** Writes a file of about `bytes` bytes. */
export function writeLargePdf(path: string, bytes: number): void {
  const file = openSync(path, "w");
  let size = 0;
  const write = (chunk: string | Uint8Array) => {
    const data = typeof chunk === "string" ? Buffer.from(chunk, "latin1") : chunk;
    writeSync(file, data);
    size += data.length;
  };
  const offsets: number[] = [];
  const object = (body: string) => {
    offsets.push(size);
    write(`${offsets.length} 0 obj\n${body}\n`);
  };
  write("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  object("<</Type /Catalog /Pages 2 0 R>>\nendobj");
  object("<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj");
  object(
    "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</XObject <</Scan 4 0 R>>>>>>\nendobj",
  );
  object(`<</Length ${bytes}>>\nstream`);
  const noise = createCipheriv("aes-128-ctr", Buffer.alloc(16, 1), Buffer.alloc(16));
  for (let at = 0; at < bytes; at += PIECE_BYTES) {
    write(noise.update(Buffer.alloc(Math.min(PIECE_BYTES, bytes - at))));
  }
  write("\nendstream\nendobj\n");
  const start = size;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  write(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${entries}`);
  write(`trailer\n<</Size ${offsets.length + 1} /Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
  closeSync(file);
}

/** PDF values as text (ISO 32000-2, 7.3), for what the engine writes itself. */

import { toHex } from "#shared/bytes.ts";
import { isRegular, latin1Bytes } from "./characters.ts";

export function hexString(bytes: Uint8Array): string {
  return `<${toHex(bytes)}>`;
}

/** 7.3.5: whatever is not a regular printable character is written as `#xx`. */
export function nameText(name: string): string {
  let text = "/";
  for (const byte of latin1Bytes(name)) {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x23 && isRegular(byte);
    text += plain ? String.fromCharCode(byte) : `#${byte.toString(16).padStart(2, "0")}`;
  }
  return text;
}

export function referenceText(reference: { readonly number: number; readonly generation: number }): string {
  return `${reference.number} ${reference.generation} R`;
}

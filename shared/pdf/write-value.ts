/** PDF values as text (ISO 32000-2, 7.3), for what the engine writes itself. */

import { toHex } from "#shared/bytes.ts";

export function hexString(bytes: Uint8Array): string {
  return `<${toHex(bytes)}>`;
}

export function referenceText(reference: { readonly number: number; readonly generation: number }): string {
  return `${reference.number} ${reference.generation} R`;
}

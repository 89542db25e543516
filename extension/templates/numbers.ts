/**
 * Numbers of documents that were issued from this browser, so that one used before gets a warning. Kept as keyed digests (HMAC-SHA-256)
 * under a key the browser does not hand out: the list alone tells no number and no agency.
 */

import { toHex } from "#shared/bytes.ts";
import { putNewest, transact } from "./database.ts";

export interface IssuedNumber {
  /** SHA-256 of the certificate that issued it. */
  readonly certificate: string;
  /** As it stands on the document, with its symbol where that is known: "125/UBND-VX". Numbers start anew for each symbol. */
  readonly number: string;
  readonly year: number;
}

/** Forty a day for two years; the oldest gives way. */
const MOST = 20_000;

/** Errors: STORAGE_FAILED. */
export async function isNumberUsed(issued: IssuedNumber): Promise<boolean> {
  const mark = await markOf(issued);
  const row = await transact({ store: "numbers", mode: "readonly" }, (table) => table.get(mark));
  return row !== undefined;
}

/** After the document was signed. Nothing is kept of private windows (`job.private`). Errors: STORAGE_FAILED. */
export async function rememberNumber(request: IssuedNumber & { readonly isPrivate: boolean }): Promise<void> {
  const { isPrivate, ...issued } = request;
  if (isPrivate) return;
  const mark = await markOf(issued);
  await transact({ store: "numbers", mode: "readwrite" }, (table) =>
    putNewest(table, { row: { mark }, keyOf: (row) => row.mark, most: MOST }),
  );
}

async function markOf({ certificate, number, year }: IssuedNumber): Promise<string> {
  const text = [certificate, String(year), plainNumber(number)].join("\n");
  const digest = await crypto.subtle.sign("HMAC", await numbersKey(), new TextEncoder().encode(text));
  return toHex(new Uint8Array(digest));
}

/** "05/ubnd-vx " and "5/UBND-VX" are one number. */
export function plainNumber(number: string): string {
  return number
    .normalize("NFC")
    .replace(/\s+/gu, "")
    .replace(/^0+(?=\d)/, "")
    .toLocaleUpperCase("vi");
}

/** Drawn once; of two windows that draw at once, the first one's stays. */
async function numbersKey(): Promise<CryptoKey> {
  const found = await transact({ store: "keys", mode: "readonly" }, (table) => table.get("numbers"));
  if (found) return found.key;
  const drawn = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return transact({ store: "keys", mode: "readwrite" }, async (table) => {
    const first = await table.get("numbers");
    if (first) return first.key;
    await table.put({ name: "numbers", key: drawn });
    return drawn;
  });
}

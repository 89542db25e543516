/** Links that must never be asked: a GET may log out, delete, approve. Better one badge less. */

import type { LinkFacts } from "./evidence.ts";

/** Folded: lower case without marks, đ as d. */
const WORDS =
  /log-?out|sign-?out|delet|destroy|remov|_method|mark-?as|watch|\bxoa\b|\bhuy\b|thu hoi|\bchuyen\b|\bduyet\b|phe duyet|tu choi|dang xuat/;

/** One-time addresses: a probe would use them up. */
const ONE_TIME = /[?&](?:token|sig|signature|expires|otp|x-amz-signature)=/i;

export function isDangerous(link: LinkFacts): boolean {
  if (link.method !== null || link.confirm !== null) return true;
  if (/^(?:javascript|mailto|tel|data|blob):/i.test(link.rawHref.trim()) || /^#/.test(link.rawHref.trim()))
    return true;
  return [link.href, link.classes, link.text, link.title, link.ariaLabel].some((text) =>
    WORDS.test(folded(text)),
  );
}

/** May the address be asked for its first bytes? */
export function mayProbe(link: LinkFacts, pageOrigin: string): boolean {
  try {
    return new URL(link.href).origin === pageOrigin && !ONE_TIME.test(link.href);
  } catch {
    return false;
  }
}

export function folded(text: string): string {
  let plain = text;
  try {
    plain = decodeURIComponent(text);
  } catch {
    // Not every text is an address.
  }
  return plain
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase();
}

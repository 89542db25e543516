/** Links that must never be asked: a GET may log out, delete, approve. Better one badge less. */

import { addressNamesPdf, type LinkFacts } from "./evidence.ts";

/** In an address or a class name these are deeds, whatever the link says. */
const DEEDS =
  /log ?out|sign ?out|\bdelet|\bdestroy|\bremov| method\b|\bmark ?as|\bwatch\b|\bxoa\b|\bhuy\b|thu ?hoi|\bchuyen\b|\bduyet\b|phe ?duyet|tu ?choi|dang ?xuat/;

/** Addresses that are used up by asking, or that carry somebody's right to ask. Roundcube's `_token` is neither. */
const ONE_TIME = /[?&](?!_token=)[\w-]*(?:token|signature|sig|expires|otp)=/i;

/**
 * No badge, and none for another link of that address. Words of a deed in the text alone do not count where the address itself
 * names a PDF: "Quyết định thu hồi đất.pdf" is an everyday document, "Xóa BC.pdf" leads to no `.pdf`.
 */
export function isForbidden(link: LinkFacts): boolean {
  if (link.method !== null || link.confirm !== null) return true;
  const raw = link.rawHref.trim();
  if (raw.startsWith("#") || /^javascript:/i.test(raw) || !/^https?:/i.test(link.href)) return true;
  if (DEEDS.test(words(addressWithoutName(link.href))) || DEEDS.test(words(link.classes))) return true;
  return saysDeed(link) && !addressNamesPdf(link.href);
}

/** May the address be asked for its first bytes? Only of the page's own origin, and not where a word of a deed stands beside it. */
export function mayProbe(link: LinkFacts, pageOrigin: string): boolean {
  try {
    return new URL(link.href).origin === pageOrigin && !ONE_TIME.test(link.href) && !saysDeed(link);
  } catch {
    return false;
  }
}

function saysDeed({ text, title, ariaLabel }: LinkFacts): boolean {
  return [text, title, ariaLabel].some((each) => DEEDS.test(words(each)));
}

/** The last part of a path, or a value of the query, may be a document's own name. */
function addressWithoutName(href: string): string {
  const { pathname, searchParams } = new URL(href);
  const path = pathname.replace(/[^/]*\.pdf$/i, "");
  const query = [...searchParams].map(([name, value]) => (/\.pdf$/i.test(value) ? name : `${name} ${value}`));
  return [path, ...query].join(" ");
}

/** Folded, and everything that is no letter or digit as one space, so that `xoa_12` and `log-out` read as words. */
function words(text: string): string {
  return folded(text).replace(/[^a-z0-9]+/g, " ");
}

/** Lower case without marks, đ as d. */
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

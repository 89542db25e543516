/** Links that must never be asked: a GET may log out, delete, approve. Better one badge less. */

import { addressNamesPdf, type LinkFacts, pathNamesPdf, splitAtName } from "./evidence.ts";

/** In an address or a class name these are deeds, whatever the link says. */
const DEEDS =
  /log ?out|sign ?out|\bdelet|\bdestroy|\bremov| method\b|\bmark ?as|\bwatch\b|\bxoa\b|\bhuy\b|thu ?hoi|\bchuyen\b|\bduyet\b|phe ?duyet|tu ?choi|dang ?xuat/;
const BEGINS_WITH_DEED = new RegExp(`^ ?(?:${DEEDS.source})`);
/** The word of a button: the deed, and one more word at most. */
const IS_DEED = new RegExp(`^ ?(?:${DEEDS.source})(?: \\w+)? ?$`);
/** Those of them that no folder of documents is called. */
const NO_FOLDER = /log ?out|sign ?out|\bdelet|\bdestroy|\bremov| method\b|\bxoa\b|dang ?xuat/;

/** Addresses that are used up by asking, or that carry somebody's right to ask. Roundcube's `_token` is neither. */
const ONE_TIME = /[?&](?!_token=)[\w-]*(?:token|signature|sig|expires|otp)=/i;

/** No badge, and none for another link of that address. */
export function isForbidden(link: LinkFacts): boolean {
  if (link.method !== null || link.confirm !== null) return true;
  const raw = link.rawHref.trim();
  if (raw.startsWith("#") || /^javascript:/i.test(raw) || !/^(?:https?|blob):/i.test(link.href)) return true;
  return addressIsDeed(link.href) || DEEDS.test(words(link.classes)) || textIsDeed(link);
}

/** May the address be asked for its first bytes? Only of the page's own origin, and not where a word of a deed stands beside it. */
export function mayProbe(link: LinkFacts, pageOrigin: string): boolean {
  const { text, title, ariaLabel, href } = link;
  if ([text, title, ariaLabel].some((each) => DEEDS.test(words(each)))) return false;
  try {
    return new URL(href).origin === pageOrigin && !ONE_TIME.test(href);
  } catch {
    return false;
  }
}

/** Folders of a server that keeps files may be called after what the documents do; programs that do it may not. */
function addressIsDeed(href: string): boolean {
  const deeds = pathNamesPdf(href) ? NO_FOLDER : DEEDS;
  return deeds.test(words(addressWithoutName(href)));
}

/**
 * A word of a deed in the text alone is one thing in "Xóa BC.pdf" and "BC.pdf, xóa", another in "Quyết định về việc phê duyệt đề
 * án.pdf", or in the title of a document whose address says PDF. Where something else than the text says that a file is behind it, "Thu hồi đất.pdf" is a file's name too.
 */
function textIsDeed(link: LinkFacts): boolean {
  const isFile =
    addressNamesPdf(link.href) || /pdf/i.test(`${link.classes} ${link.type} ${link.download ?? ""}`);
  return [link.text, link.title, link.ariaLabel].some((each) => {
    const { name, rest } = splitAtName(each);
    const isTitle = name === "" && pathNamesPdf(link.href);
    if ((isTitle ? IS_DEED : DEEDS).test(words(rest))) return true;
    return !isFile && BEGINS_WITH_DEED.test(words(name));
  });
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

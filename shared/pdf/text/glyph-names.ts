/** Names of glyphs as letters (ISO 32000-2, 9.6.5 and annex D): Latin by how the names are put together, not by a list. */

import { STANDARD_LETTERS } from "./standard-names.ts";

/** Beside the standard characters. */
const NAMED: Readonly<Record<string, string>> = {
  minus: "-",
  dcroat: "đ",
  Dcroat: "Đ",
  dong: "₫",
  Euro: "€",
  Ohorn: "Ơ",
  ohorn: "ơ",
  Uhorn: "Ư",
  uhorn: "ư",
};

const MARKS: Readonly<Record<string, string>> = {
  grave: "\u0300",
  acute: "\u0301",
  circumflex: "\u0302",
  tilde: "\u0303",
  breve: "\u0306",
  dieresis: "\u0308",
  hookabove: "\u0309",
  ring: "\u030a",
  caron: "\u030c",
  horn: "\u031b",
  dotbelow: "\u0323",
  cedilla: "\u0327",
};

const MARK_NAMES = Object.keys(MARKS).join("|");
const COMPOSED = new RegExp(`^([A-Za-z])((?:${MARK_NAMES})+)$`);
const EACH_MARK = new RegExp(MARK_NAMES, "g");

/** Null where the name says nothing. */
export function letterOf(name: string): string | null {
  const [plain = ""] = name.split(".");
  if (/^[A-Za-z]$/.test(plain)) return plain;
  const named = Object.hasOwn(NAMED, plain) ? NAMED[plain] : STANDARD_LETTERS.get(plain);
  if (named !== undefined) return named;
  const code = /^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$/.exec(plain);
  if (code) return characterOf(Number.parseInt(code[1] ?? code[2] ?? "0", 16));
  const composed = COMPOSED.exec(plain);
  if (!composed) return null;
  const marks = (composed[2] ?? "").match(EACH_MARK) ?? [];
  return `${composed[1]}${marks.map((mark) => MARKS[mark]).join("")}`.normalize("NFC");
}

export function characterOf(code: number): string | null {
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : null;
}

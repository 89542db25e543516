/** Whose certificate it is: an agency's or a person's. A hint for the reader; trust never hangs on it. */

import type { Subject } from "./subject.ts";

/** `unknown`: nothing tells the two apart. */
export type Holder = "person" | "agency" | "unknown";

export function holderOf(subject: Subject): Holder {
  if (isAgency(subject)) return "agency";
  return isPerson(subject) ? "person" : "unknown";
}

/** An agency's certificate: a tax number as its identifier, or its own name as that of the organisation. */
function isAgency({ commonName, organization, userIds }: Subject): boolean {
  if (isCitizen(userIds)) return false;
  return (
    userIds.some((id) => id.startsWith("MST:")) ||
    (commonName !== null && plain(commonName) === plain(organization ?? ""))
  );
}

/** Whether `agency` bears the name of an organisation or unit that the other one belongs to. */
export function isAgencyOf(agency: Subject, { organization, organizationalUnits }: Subject): boolean {
  if (!isAgency(agency) || !agency.commonName) return false;
  const name = plain(agency.commonName);
  return [organization ?? "", ...organizationalUnits].map(plain).includes(name);
}

/** Spelling of one name differs by case, spaces and hyphens between certificates. */
function plain(name: string): string {
  return name
    .normalize("NFC")
    .toUpperCase()
    .replaceAll(/[\s\p{P}]+/gu, " ")
    .trim();
}

/** Beside the tax number of the employer it still means the person. */
function isCitizen(userIds: readonly string[]): boolean {
  return userIds.some((id) => /^(CCCD|CMND):/.test(id));
}

/** A citizen's number as identifier, or a common name that is built like a personal one. */
function isPerson({ commonName, userIds }: Subject): boolean {
  return isCitizen(userIds) || (commonName !== null && isPersonalName(commonName));
}

/** Family names of nearly everybody in Viet Nam; those that also begin the names of bodies (Đoàn, Văn) are left out. */
const FAMILY_NAMES = new Set(
  (
    "an âu bạch bế bùi cao cầm châu chử chu cù cung dương đàm đào đặng đậu đèo điêu đinh đỗ đồng đới giáp giàng hà hạ hầu hồ hoàng " +
    "hứa huỳnh kha khổng khúc khuất kiều kim la lã lại lâm lê lò lò lô lù lục lương lưu lý mã mạc mai ma nghiêm ngô ngụy nguyễn nhâm " +
    "nông ông phạm phan phí phó phùng phương quách quàng sầm sùng tạ tăng thạch thái thân thào tiêu tô tôn tống trần triệu trịnh trương từ " +
    "ty uông vàng vi viên võ vũ vương xa"
  ).split(" "),
);
const PLAIN_FAMILY_NAMES = new Set(
  "nguyen tran le pham hoang huynh phan vo bui ngo duong ly dinh trinh".split(" "),
);

/** Two to six words, the first a family name; an organisation's name has small words or figures in it. */
function isPersonalName(name: string): boolean {
  const words = name.normalize("NFC").trim().split(/\s+/);
  const [family = ""] = words;
  const lower = family.toLowerCase();
  const known = FAMILY_NAMES.has(lower) || PLAIN_FAMILY_NAMES.has(lower);
  return (
    known &&
    words.length >= 2 &&
    words.length <= 6 &&
    words.every((word) => /^\p{Lu}[\p{L}'’-]*$/u.test(word))
  );
}

/** What stamps print onto a document: the words of the decree, in Vietnamese whatever language the windows speak. */

const VIETNAM_MS = 7 * 3_600_000;

/** On the stamp of a practice signature, which has no value. */
export const PRACTICE_WORDS = "CHỮ KÝ THỰC HÀNH";

/** ISO 8601 with the time zone of Vietnam, to the second. */
export function stampTime(time: Date): string {
  return `${new Date(time.getTime() + VIETNAM_MS).toISOString().slice(0, 19)}+07:00`;
}

/** A stamp nobody gave words to. */
export function ownStampText({ signer, time }: { readonly signer: string; readonly time: Date }): string {
  return `Ký bởi: ${signer}\nThời gian ký: ${stampTime(time)}`;
}

export interface StampWords {
  readonly text: string | undefined;
  readonly signer: string;
  readonly organization: string | null;
  readonly number: string | undefined;
  readonly date: { readonly year: number; readonly month: number; readonly day: number } | undefined;
  readonly time: Date;
}

/** Lines of the stamps that are text (Nghị định 30/2020/NĐ-CP, Phụ lục I); none for those that are images. */
export function presetLines(
  preset: "leader" | "initial" | "issue" | "seal" | "copy" | "appendix" | "incoming",
  { text, signer, organization, number = "", date, time }: StampWords,
): readonly string[] {
  switch (preset) {
    case "leader":
    case "issue":
    case "seal":
      return [];
    case "initial":
      return [text ?? initialsOf(signer)];
    case "copy":
      return [...(text ?? "").split("\n"), ...(organization === null ? [] : [organization]), stampTime(time)];
    case "appendix":
      return [`Số: ${number}`, ...(text === undefined ? [] : text.split("\n")), stampTime(time)];
    case "incoming":
      return [
        "ĐẾN",
        `Số: ${number}`,
        `Ngày: ${dateText(date)}`,
        ...(text === undefined ? [] : text.split("\n")),
      ];
  }
}

function initialsOf(name: string): string {
  return name
    .split(/\s+/u)
    .map((part) => part.slice(0, 1).toUpperCase())
    .join("");
}

function dateText(date: StampWords["date"]): string {
  return date ? `${twoDigits(date.day)}/${twoDigits(date.month)}/${date.year}` : "";
}

/** Phụ lục I: days below 10 and the months 1 and 2 are led by a 0. */
export function monthText(month: number): string {
  return month <= 2 ? twoDigits(month) : String(month);
}

export function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

/** Phụ lục I, phần I, mục II.3: a number below 10 is led by a 0. */
export function numberText(number: string): string {
  return /^\d$/.test(number) ? `0${number}` : number;
}

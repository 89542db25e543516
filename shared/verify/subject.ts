/** The parts of a readable name that say who somebody is (the text of `Name`, RFC 4514 with its escapes). */

export interface Subject {
  readonly commonName: string | null;
  readonly organization: string | null;
  readonly organizationalUnits: readonly string[];
  /** Each UID, such as "MST:0301519977". */
  readonly userIds: readonly string[];
}

export function readSubject(text: string): Subject {
  const parts = [...text.matchAll(/(?:^|, |\+)([A-Z0-9.]+)=((?:\\.|[^,+\\])*)/g)];
  const of = (wanted: string) =>
    parts.filter(([, type]) => type === wanted).map(([, , value = ""]) => unescaped(value));
  return {
    commonName: of("CN")[0] ?? null,
    organization: of("O").at(-1) ?? null,
    organizationalUnits: of("OU"),
    userIds: of("UID").flatMap((value) => value.split(/,\s*/)),
  };
}

/** Escaped control characters stay as they are: they would only forge a line. */
function unescaped(value: string): string {
  return value.replaceAll(/\\([\\",+<>;])/g, "$1");
}

/** The common name; the whole text where there is none. */
export function shownName(text: string): string {
  return readSubject(text).commonName ?? text;
}

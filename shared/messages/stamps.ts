/** What stamps print onto a document: the words of the decree, in Vietnamese whatever language the windows speak. */

const VIETNAM_MS = 7 * 3_600_000;

/** ISO 8601 with the time zone of Vietnam, to the second. */
export function stampTime(time: Date): string {
  return `${new Date(time.getTime() + VIETNAM_MS).toISOString().slice(0, 19)}+07:00`;
}

/** A stamp nobody gave words to. */
export function ownStampText({ signer, time }: { readonly signer: string; readonly time: Date }): string {
  return `Ký bởi: ${signer}\nThời gian ký: ${stampTime(time)}`;
}

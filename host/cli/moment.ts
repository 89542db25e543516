/** Times as the command line takes them. */

/** RFC 3339 section 5.6. */
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** null where the text is no such time, or its day does not exist. */
export function readMoment(text: string): Date | null {
  const [whole, year, month, day] = RFC_3339.exec(text) ?? [];
  if (whole === undefined) return null;
  const time = new Date(text.toUpperCase().replace(" ", "T"));
  // Date.parse takes 30 February for 2 March.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number.isNaN(time.getTime()) || date.getUTCDate() !== Number(day) ? null : time;
}

/** UTCTime and GeneralizedTime as certificates and signed messages write them (RFC 5280 4.1.2.5). */

import { type DerValue, malformed, TAG } from "./der.ts";
import { encode } from "./encode.ts";

const FORM = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.(\d{1,9}))?(Z|[+-]\d{4})$/;

/** The moment a time value names. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readTime(value: DerValue): Date {
  if (value.tag !== TAG.utcTime && value.tag !== TAG.generalizedTime) malformed("time");
  const parts = FORM.exec(String.fromCharCode(...value.content.subarray(0, 40)));
  const [, year = "", month, day, hour, minute, second, fraction = "", zone = "Z"] = parts ?? [];
  if (!parts || year.length !== (value.tag === TAG.utcTime ? 2 : 4)) return malformed("time");
  // RFC 5280 4.1.2.5.1: two-digit years from 50 on belong to the 20th century.
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) >= 50 ? 1900 : 2000);
  const text = `${String(full).padStart(4, "0")}-${month}-${day}T${hour}:${minute}:${second ?? "00"}.${fraction.padEnd(3, "0").slice(0, 3)}Z`;
  const moment = Date.parse(text);
  // Date.parse rolls 31 April over; the text must survive the round trip.
  if (Number.isNaN(moment) || new Date(moment).toISOString() !== text) return malformed("time");
  return new Date(moment - zoneMilliseconds(zone));
}

function zoneMilliseconds(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** Time by RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime after; whole seconds. */
export function writeTime(moment: Date): Uint8Array {
  const digits = moment.toISOString().replaceAll(/[-:T]|\.\d+Z$/g, "");
  const short = moment.getUTCFullYear() >= 1950 && moment.getUTCFullYear() < 2050;
  const text = new TextEncoder().encode(`${short ? digits.slice(2) : digits}Z`);
  return encode(short ? TAG.utcTime : TAG.generalizedTime, text);
}

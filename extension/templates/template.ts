/** A stamp template: what a visible signature looks like. Schemas are exact and bounded: the same hold for storage and for files. */

import * as v from "valibot";
import { PRESETS } from "#shared/pdf/stamps/preset.ts";

export const TEMPLATE_LIMITS = {
  templates: 200,
  /** Bytes of one picture: a seal at 600 dpi has about 300 KB. */
  picture: 4 * 1024 * 1024,
  /** Letters. */
  name: 80,
  text: 500,
  /** Millimetres a side. */
  side: 300,
} as const;

export const PICTURE_TYPES = ["image/png", "image/jpeg"] as const;

const side = v.pipe(v.number(), v.minValue(1), v.maxValue(TEMPLATE_LIMITS.side));

const bytes = v.pipe(
  v.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array),
  v.minLength(1),
  v.maxLength(TEMPLATE_LIMITS.picture),
);

/** Whatever a stamp prints or a list shows is one voice: no control or bidi characters, NFC. */
const tame = (most: number, forbidden: RegExp) =>
  v.pipe(
    v.string(),
    v.maxLength(most),
    v.check((text) => text === text.normalize("NFC") && text.trim() === text && !forbidden.test(text)),
  );

const certificateId = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const preset = v.picklist(PRESETS);

const templateName = v.pipe(tame(TEMPLATE_LIMITS.name, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u), v.minLength(1));

/** Everything of a template but its picture. */
export const templateFacts = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)),
  name: templateName,
  preset,
  /** Lines of the stamp, parted by line feeds; null where the preset prints its own words or a picture. */
  text: v.nullable(tame(TEMPLATE_LIMITS.text, /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)),
  /** SHA-256 of the certificate it is meant for, lower-case hexadecimal; null for any. */
  certificate: v.nullable(certificateId),
});

export const pictureFacts = v.strictObject({
  type: v.picklist(PICTURE_TYPES),
  /** Real size on paper. */
  widthMm: side,
  heightMm: side,
});

export const stampTemplate = v.strictObject({
  ...templateFacts.entries,
  /** Hand signature or seal; null for a stamp of text. */
  image: v.nullable(v.strictObject({ ...pictureFacts.entries, bytes })),
});

export type StampTemplate = Readonly<v.InferOutput<typeof stampTemplate>>;

/** A seal is never scaled: its size is that of the real one. */
export function isSealPreset(name: StampTemplate["preset"]): boolean {
  return name === "seal" || name === "issue";
}

export function sameName(a: string, b: string): boolean {
  return a.toLocaleLowerCase("vi") === b.toLocaleLowerCase("vi");
}

/** Templates as a file: JSON with a version, exact and bounded; pictures are read like those that a user chooses. Pure. */

import * as v from "valibot";
import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { readPicture } from "./picture.ts";
import {
  pictureFacts,
  type StampTemplate,
  sameName,
  stampTemplate,
  TEMPLATE_LIMITS,
  templateFacts,
} from "./template.ts";

const FORMAT = "antin-templates";
const VERSION = 1;
/** Bytes of a whole file. */
export const MOST_FILE_BYTES = 64 * 1024 * 1024;

const base64 = v.pipe(v.string(), v.maxLength(Math.ceil(TEMPLATE_LIMITS.picture / 3) * 4));
const { id: _, ...facts } = templateFacts.entries;
const exported = v.strictObject({
  ...facts,
  image: v.nullable(v.strictObject({ ...pictureFacts.entries, base64 })),
});
/** First what tells the format, then all of it. */
const envelope = v.looseObject({
  format: v.literal(FORMAT),
  version: v.number(),
  templates: v.array(v.unknown()),
});
const file = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  templates: v.array(exported),
});

export function templatesToJson(templates: readonly StampTemplate[]): string {
  const rows = templates.map(({ id: __, image, ...rest }) => {
    const { bytes, ...size } = image ?? {};
    return { ...rest, image: bytes ? { ...size, base64: toBase64(bytes) } : null };
  });
  return `${JSON.stringify({ format: FORMAT, version: VERSION, templates: rows }, null, 1)}\n`;
}

type ImportRefusal = "size" | "format" | "version" | "count" | "content" | "picture" | "names";

export type ImportReading =
  | { readonly kind: "read"; readonly templates: readonly StampTemplate[] }
  | { readonly kind: "refused"; readonly reason: ImportRefusal };

const refused = (reason: ImportRefusal): ImportReading => ({ kind: "refused", reason });

/** The templates of a file, with new ids. Nothing of a file is taken unless all of it is lawful. */
export function readTemplates(text: string): ImportReading {
  const parsed = parse(text);
  if (!v.is(envelope, parsed)) return refused("format");
  if (parsed.version !== VERSION) return refused("version");
  if (parsed.templates.length > TEMPLATE_LIMITS.templates) return refused("count");
  const read = v.safeParse(file, parsed);
  if (!read.success) return refused("content");
  const templates = read.output.templates.map(templateOf);
  const lawful = templates.filter((template) => template !== null);
  if (lawful.length < templates.length) return refused("picture");
  return hasTwins(lawful) ? refused("names") : { kind: "read", templates: lawful };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Null where its picture is not what it says. */
function templateOf({ image, ...rest }: v.InferOutput<typeof exported>): StampTemplate | null {
  const template = { ...rest, id: crypto.randomUUID() };
  if (image === null) return { ...template, image: null };
  const { base64: packed, ...size } = image;
  const bytes = fromBase64(packed);
  const reading = bytes && readPicture(bytes);
  if (reading?.kind !== "usable" || reading.type !== size.type) return null;
  const whole = { ...template, image: { ...size, bytes: Uint8Array.from(bytes ?? []) } };
  return v.is(stampTemplate, whole) ? whole : null;
}

function hasTwins(templates: readonly StampTemplate[]): boolean {
  const names = new Set(templates.map(({ name }) => name.toLocaleLowerCase("vi")));
  return names.size < templates.length;
}

/** What to do with templates whose name is taken. */
export type ConflictAnswer = "replace" | "both" | "skip";

/** Names that are there already. */
export function conflictsOf(
  incoming: readonly StampTemplate[],
  present: readonly StampTemplate[],
): readonly string[] {
  return incoming
    .filter(({ name }) => present.some((one) => sameName(one.name, name)))
    .map(({ name }) => name);
}

/** What is to be saved. */
export function resolveConflicts(request: {
  readonly incoming: readonly StampTemplate[];
  readonly present: readonly StampTemplate[];
  readonly answer: ConflictAnswer;
}): readonly StampTemplate[] {
  const { incoming, present, answer } = request;
  const names = [...present, ...incoming].map(({ name }) => name);
  return incoming.flatMap((template) => {
    const twin = present.find(({ name }) => sameName(name, template.name));
    if (!twin) return [template];
    if (answer === "skip") return [];
    if (answer === "replace") return [{ ...template, id: twin.id }];
    const name = freeName(template.name, names);
    names.push(name);
    return [{ ...template, name }];
  });
}

/** "Dấu (2)", "Dấu (3)"…; a long name loses its end. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let count = 2; ; count++) {
    const ending = ` (${count})`;
    const proposal = `${cut(name, TEMPLATE_LIMITS.name - ending.length)}${ending}`;
    if (!taken.some((one) => sameName(one, proposal))) return proposal;
  }
}

/** Whole characters only. */
function cut(name: string, most: number): string {
  let kept = "";
  for (const character of name) {
    if (kept.length + character.length > most) break;
    kept += character;
  }
  return kept.trim();
}

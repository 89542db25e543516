/** Letters as they go through an office: signed by a leader, then number, day and seal by the agency; and what may be done to them. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeName } from "#shared/asn1/name.ts";
import { sourceOf } from "#shared/bytes.ts";
import type { Appearance } from "#shared/pdf/appearance/appearance.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { type PresetRequest, planPreset } from "#shared/pdf/stamps/plan-preset.ts";
import type { Holder } from "../shared/trust/pki.ts";
import { append } from "../shared/verify/signing.ts";
import { letterPdf, SAMPLE_LETTER } from "./eoffice/letter.ts";
import { openLetter } from "./leader-letters.ts";
import { projectRoot } from "./programs.ts";
import type { StampPictures } from "./stamp-pictures.ts";
import { CRL_PATH, points, SIGNING_BITS, type TestAuthority, VALID } from "./test-pki/authority.ts";
import { signedBy } from "./test-pki/signed-letter.ts";

export const AGENCY = "UBND tỉnh An Bình";
export const LEADER = "Lại Xuân Lâm";
const FONT = join(projectRoot, "node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf");

export interface OfficeLetters {
  /** By the leader alone, seen on its page. */
  readonly led: Uint8Array;
  /** Then number, day, month and seal, a signature each. */
  readonly issued: Uint8Array;
  /** `issued` with other words on its page, as a later revision. */
  readonly rewritten: Uint8Array;
  /** `led` with a note on its page that nobody signed. */
  readonly annotated: Uint8Array;
}

export async function officeLetters(
  authority: TestAuthority,
  pictures: StampPictures,
): Promise<OfficeLetters> {
  const { hand, seal } = pictures;
  const font = new Uint8Array(await readFile(FONT));
  const [leader, agency] = [officer(authority, LEADER), officer(authority, AGENCY)];
  const draft = new Uint8Array(openLetter("triển khai ký số"));
  const led = await stamped(draft, leader, { preset: "leader", image: hand, signer: LEADER, font });
  const marks = { number: "125", day: "25", month: "11" };
  const issued = await stamped(led, agency, { preset: "issue", image: seal, signer: AGENCY, font, ...marks });
  return { led, issued, rewritten: rewritten(issued), annotated: annotated(led) };
}

/** A certificate of the agency, whose authority says where its list lies. */
function officer({ issuing, service }: TestAuthority, commonName: string): Holder {
  return issuing.issue({
    ...VALID,
    subject: writeName([
      ["country", "VN"],
      ["organization", AGENCY],
      ["commonName", commonName],
    ]),
    keyUsage: SIGNING_BITS,
    extensions: [points(service.url(CRL_PATH))],
  });
}

type Stamp = Omit<PresetRequest, "document" | "lines">;

/** One signature for each look of the preset. */
async function stamped(pdf: Uint8Array, signer: Holder, stamp: Stamp): Promise<Uint8Array> {
  const { looks } = planPreset({ document: openPdf(sourceOf(pdf)), lines: [], ...stamp });
  return looks.reduce<Promise<Uint8Array>>(
    async (before, appearance: Appearance) => signedBy(signer, { pdf: await before, appearance }),
    Promise.resolve(pdf),
  );
}

/** The objects of the same letter with other words, put in behind the signatures. */
function rewritten(pdf: Uint8Array): Uint8Array {
  const text = SAMPLE_LETTER.text.map((paragraph) =>
    paragraph.replace("ngày 15 hằng tháng", "ngày 25 hằng tháng").replace("01 tháng 12", "21 tháng 12"),
  );
  const date = "An Bình, ngày      tháng      năm 2026";
  const about = "triển khai ký số";
  const [before, after] = [SAMPLE_LETTER.text, text].map((words) =>
    bodies(new Uint8Array(letterPdf({ about, number: "       /UBND-VX", date, text: words }))),
  );
  const changed = [...(after ?? [])].filter(([number, body]) => before?.get(number) !== body);
  return append(pdf, { objects: Object.fromEntries(changed), root: rootOf(pdf) });
}

function bodies(pdf: Uint8Array): Map<number, string> {
  return bodiesOf(Buffer.from(pdf).toString("latin1"));
}

function bodiesOf(text: string): Map<number, string> {
  const objects = [...text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)];
  return new Map(objects.map(([, number = "", body = ""]) => [Number(number), body]));
}

function rootOf(pdf: Uint8Array): string {
  const text = Buffer.from(pdf).toString("latin1");
  return /\/Root (\d+ 0 R)/.exec(text)?.[1] ?? "1 0 R";
}

/** A note beside the text that covers some of it. */
function annotated(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf).toString("latin1");
  const pages = [...bodiesOf(text)].filter(([, body]) => /\/Type \/Page\b(?!s)/.test(body));
  const [number = 3, body = ""] = pages.at(-1) ?? [];
  const annots = /\/Annots \[([^\]]*)\]/.exec(body)?.[1] ?? "";
  const page = body.replace(/\/Annots \[[^\]]*\]/, `/Annots [${annots} 190 0 R]`);
  const look = "0.9 0.2 0.2 rg 0 0 160 24 re f";
  return append(pdf, {
    root: rootOf(pdf),
    objects: {
      [number]: page,
      190: "<</Type /Annot /Subtype /Stamp /Rect [300 560 460 584] /F 4 /AP <</N 191 0 R>>>>",
      191: `<</Type /XObject /Subtype /Form /BBox [0 0 160 24] /Length ${look.length}>>\nstream\n${look}\nendstream`,
    },
  });
}

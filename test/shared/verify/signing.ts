/** Signs documents in memory the way the product does, with a practice token of its own; for tests of verdicts. */

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { concatBytes, type DigestRanges, sourceOf } from "#shared/bytes.ts";
import { cmsSizeBound } from "#shared/cms/signed-data.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { embedCms, prepareSignature, type SignatureRequest } from "#shared/pdf/sign.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyPdf } from "#shared/verify/verify.ts";
import { signDigest } from "../../../host/cms/sign-digest.ts";
import type { TokenDriver } from "../../../host/token/driver.ts";
import { practiceAuthority, practiceDriver } from "../../../host/token/practice.ts";

export const digestRanges: DigestRanges = async (source, requests) =>
  requests.map(({ ranges, algorithm }) => {
    const hash = createHash(algorithm);
    for (const { start, end } of ranges) hash.update(source.read(start, end - start));
    return new Uint8Array(hash.digest());
  });

export interface Signer {
  readonly authority: Uint8Array;
  readonly driver: TokenDriver;
  sign(pdf: Uint8Array, options?: SignOptions): Promise<Uint8Array>;
  /** A `.p7s` over a content. */
  cms(content: Uint8Array): Promise<Uint8Array>;
  /** A CMS for a PDF over the SHA-256 digest of its ranges. */
  overDigest(digest: Uint8Array, label?: SignOptions["label"]): Promise<Uint8Array>;
  remove(): void;
}

interface SignOptions extends Partial<SignatureRequest> {
  readonly label?: "practice-rsa" | "practice-p256";
}

/** A practice token in a folder of its own; `remove` deletes it. */
export async function practiceSigner(): Promise<Signer> {
  const home = mkdtempSync(join(tmpdir(), "antin-verify-"));
  const folder = join(home, "practice");
  const driver = practiceDriver(folder);
  const open = async (label: string) => {
    const certificates = await driver.certificates("practice");
    const found = certificates.find((certificate) => certificate.label === label)?.id ?? "";
    return driver.open({ token: "practice", certificate: found, pin: "", allowLastTry: false });
  };
  return {
    authority: await practiceAuthority(folder),
    driver,
    async sign(pdf, { label = "practice-rsa", ...request } = {}) {
      const session = await open(label);
      const { der, chain } = session.certificate;
      const reserve = cmsSizeBound({ certificates: [der, ...chain] });
      const prepared = prepareSignature(openPdf(sourceOf(pdf)), { time: new Date(), reserve, ...request });
      const unsigned = sourceOf(concatBytes([pdf, prepared.increment]));
      const job = { ranges: prepared.ranges, algorithm: "sha256" as const };
      const [digest = new Uint8Array()] = await digestRanges(unsigned, [job]);
      const cms = await signDigest({
        session,
        digest,
        digestAlgorithm: "sha256",
        format: "pades",
        padding: "pkcs1",
      });
      return concatBytes([pdf, embedCms(prepared, cms)]);
    },
    async cms(content) {
      const session = await open("practice-rsa");
      const digest = new Uint8Array(createHash("sha256").update(content).digest());
      return signDigest({ session, digest, digestAlgorithm: "sha256", format: "cades", padding: "pkcs1" });
    },
    async overDigest(digest, label = "practice-rsa") {
      const session = await open(label);
      return signDigest({ session, digest, digestAlgorithm: "sha256", format: "pades", padding: "pkcs1" });
    },
    remove: () => rmSync(home, { recursive: true }),
  };
}

export function verdictOver(
  pdf: Uint8Array,
  anchors: readonly Uint8Array[] = [],
  more: { readonly at?: Date } = {},
): Promise<FileVerdict> {
  const trust = { anchors, practice: anchors.length > 0 };
  return verifyPdf({ source: sourceOf(pdf), digestRanges, trust, ...more });
}

export interface SmallPdf {
  readonly xref?: "table" | "stream";
  /** Objects after the page (number 3), from 4 on, as text without `N 0 obj`. */
  readonly more?: readonly string[];
  /** Entries of the catalog beside Type and Pages. */
  readonly catalog?: string;
  /** Entries of the page beside Type, Parent and MediaBox. */
  readonly page?: string;
  /** Kids of the page tree; that page alone where absent. */
  readonly pages?: string;
}

/** A one-page PDF: 1 catalog, 2 pages, 3 page. */
export function smallPdf(request: SmallPdf = {}): Uint8Array {
  const { xref = "table", more = [], catalog = "", page = "", pages = "[3 0 R]" } = request;
  const bodies = [
    `<</Type /Catalog /Pages 2 0 R ${catalog}>>`,
    `<</Type /Pages /Kids ${pages} /Count ${pages.split("R").length - 1}>>`,
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${page}>>`,
    ...more,
  ];
  let text = "%PDF-1.7\n";
  const offsets = bodies.map((body, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const at = text.length;
  text += xref === "table" ? table(offsets) : stream(offsets, at);
  return latin1(`${text}startxref\n${at}\n%%EOF\n`);
}

function table(offsets: readonly number[]): string {
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n\r\n`);
  const size = offsets.length + 1;
  return `xref\n0 ${size}\n0000000000 65535 f\r\n${rows.join("")}trailer\n<</Size ${size} /Root 1 0 R>>\n`;
}

function stream(offsets: readonly number[], at: number): string {
  const number = offsets.length + 1;
  const row = (offset: number) => `01 ${offset.toString(16).padStart(8, "0")} `;
  const data = `00 00000000 ${[...offsets, at].map(row).join("")}>`;
  const dict = `/Type /XRef /W [1 4 0] /Size ${number + 1} /Root 1 0 R /Filter /ASCIIHexDecode /Length ${data.length}`;
  return `${number} 0 obj\n<<${dict}>>\nstream\n${data}\nendstream\nendobj\n`;
}

export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff);
}

export interface Increment {
  /** Number to body. */
  readonly objects: Readonly<Record<number, string>>;
  readonly root?: string;
  readonly between?: string;
  /** Text in front of the first object. */
  readonly before?: string;
  readonly trailer?: string;
  /** Number of a cross-reference stream in place of the table; `listed` is what it says beside the objects, by number. */
  readonly stream?:
    | { readonly number: number; readonly listed?: Readonly<Record<number, number>> }
    | undefined;
}

/** Appends a classic revision of the given objects, as an attacker or another program would. */
export function append(pdf: Uint8Array, increment: Increment): Uint8Array {
  const { objects, root = "1 0 R", before = "", between = "", trailer = "" } = increment;
  const prev = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(pdf.slice(-100)).toString("latin1"))?.[1];
  let text = before;
  const offsets = new Map<number, number>();
  const rows = Object.entries(objects).map(([number, body]) => {
    const at = pdf.length + text.length;
    offsets.set(Number(number), at);
    text += `${number} 0 obj\n${body}\nendobj\n${between}`;
    return `${number} 1\n${String(at).padStart(10, "0")} 00000 n\r\n`;
  });
  const at = pdf.length + text.length;
  const size = Math.max(99, ...Object.keys(objects).map(Number)) + 1;
  if (increment.stream) {
    const { number, listed = {} } = increment.stream;
    const all = [
      ...offsets,
      [number, at] as const,
      ...Object.entries(listed).map(([own, to]) => [Number(own), to] as const),
    ];
    const data = `${all.map(([, offset]) => `01${(offset || at).toString(16).padStart(8, "0")}`).join(" ")}>`;
    const dict =
      `/Type /XRef /W [1 4 0] /Index [${all.map(([own]) => `${own} 1`).join(" ")}] /Size ${size} /Root ${root} ` +
      `/Prev ${prev} ${trailer} /Filter /ASCIIHexDecode /Length ${data.length}`;
    text += `${number} 0 obj\n<<${dict}>>\nstream\n${data}\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`;
    return concatBytes([pdf, latin1(text)]);
  }
  text += `xref\n${rows.join("")}trailer\n<</Size ${size} /Root ${root} /Prev ${prev} ${trailer}>>\nstartxref\n${at}\n%%EOF\n`;
  return concatBytes([pdf, latin1(text)]);
}

export interface HandMade {
  /** Number of the signature dictionary. */
  readonly signature: number;
  /** Entries of the signature dictionary beside the usual ones. */
  readonly entries?: string;
  /** Every other object of the revision, by number. */
  readonly objects: Readonly<Record<number, string>>;
  /** Text between the objects, where nothing should stand. */
  readonly between?: string;
  /** Entries of the trailer beside Size, Root and Prev. */
  readonly trailer?: string;
  readonly stream?: Increment["stream"] | undefined;
  readonly label?: SignOptions["label"];
  /** Makes it a document time-stamp: the token over the SHA-256 digest of its ranges. */
  readonly token?: (digest: Uint8Array) => Uint8Array;
}

/** Appends and signs a revision that an attacker who may sign has put together; lawful but for what `revision` asks. */
export async function signByHand(signer: Signer, pdf: Uint8Array, revision: HandMade): Promise<Uint8Array> {
  const reserve = 8192;
  const dictionary =
    `<</Type /${revision.token ? "DocTimeStamp" : "Sig"} /Filter /Adobe.PPKLite ` +
    `/SubFilter /${revision.token ? "ETSI.RFC3161" : "ETSI.CAdES.detached"} ${revision.entries ?? ""} ` +
    `/ByteRange [0 ${"*".repeat(32)}] /Contents <${"0".repeat(2 * reserve)}>>>`;
  const objects = { ...revision.objects, [revision.signature]: dictionary };
  const unsigned = append(pdf, { ...revision, objects });
  const text = Buffer.from(unsigned).toString("latin1");
  const first = text.lastIndexOf("/Contents <") + "/Contents ".length;
  const second = first + 2 * reserve + 2;
  const numbers = `${first} ${second} ${text.length - second}`.padEnd(32, " ");
  const ranged = latin1(text.replace("*".repeat(32), numbers));
  const ranges = [
    { start: 0, end: first },
    { start: second, end: ranged.length },
  ];
  const [digest = new Uint8Array()] = await digestRanges(sourceOf(ranged), [{ ranges, algorithm: "sha256" }]);
  const cms = revision.token?.(digest) ?? (await signer.overDigest(digest, revision.label));
  ranged.set(latin1(Buffer.from(cms).toString("hex")), first + 1);
  return ranged;
}

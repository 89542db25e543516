/** What a check report says, block by block, apart from how it is drawn. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { partsTexts } from "#shared/messages/windows.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { reportTexts } from "#shared/messages/windows-verify-report.ts";
import { HOST_VERSION } from "#shared/protocol/limits.ts";
import type { OfficeOptions } from "#shared/verify/office.ts";
import { shownName } from "#shared/verify/subject.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import type { Looked } from "../../engine-look-messages.ts";
import type { Verified } from "../../engine-messages.ts";
import { formatCount, formatMoment, formatSize, formatTime } from "../../parts/format.ts";
import { type Act, actsOf, numbersOf } from "../acts.ts";
import { changesOf } from "../change-list.ts";
import { reasonLines } from "../reason-lines.ts";
import { requiredLine } from "../required-line.ts";
import { integrityText } from "../signed-state.ts";
import { signerName, signerPlace } from "../signer-name.ts";
import { timeWords } from "../signing-time.ts";
import type { CheckedFile } from "../state.ts";
import { fileTone, headlineOf, isPracticeSignature, meaningOf, type Tone } from "../tone.ts";

export interface ReportRequest {
  readonly result: Verified;
  /** Of the file. */
  readonly sha256: string;
  /** Where signatures stand, which words differ from what was signed. */
  readonly looked: Looked;
  /** What the user said of certificates. */
  readonly labels: NonNullable<OfficeOptions["labels"]>;
  readonly file: CheckedFile;
  readonly checkedAt: Date;
  readonly language: Language;
}

export type ReportBlock =
  | { readonly kind: "title"; readonly text: string; readonly under: string }
  | { readonly kind: "pair"; readonly name: string; readonly value: string }
  | { readonly kind: "verdict"; readonly tone: Tone; readonly headline: string; readonly meaning: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "signer"; readonly tone: Tone; readonly text: string }
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "foot"; readonly text: string }
  | { readonly kind: "checker"; readonly text: string; readonly under: string };

export function reportBlocks(request: ReportRequest): ReportBlock[] {
  const { language } = request;
  const texts = reportTexts[language];
  return [
    { kind: "title", text: texts.title, under: texts.subtitle },
    ...fileBlocks(request),
    ...verdictBlocks(request),
    ...signerBlocks(request),
    ...changeBlocks(request),
    ...warningBlocks(request),
    { kind: "foot", text: texts.madeBy(HOST_VERSION) },
    { kind: "checker", text: texts.checkedBy, under: texts.checkedByHint },
  ];
}

/** The same for programs: the verdict as the command line gives it, with what the report says of file and time. */
export function reportJson({ result, sha256, file, checkedAt }: ReportRequest): string {
  const { verdict, pages } = result;
  const head = { file: file.name, size: file.blob.size, pages, sha256, source: siteOf(file) };
  const software = { name: "antin", version: HOST_VERSION };
  return JSON.stringify({ ...head, checkedAt: checkedAt.toISOString(), software, ...verdict }, null, 2);
}

function fileBlocks({ result, sha256, file, checkedAt, language }: ReportRequest): ReportBlock[] {
  const texts = reportTexts[language];
  const size = texts.sizeOf(formatSize(file.blob.size), formatCount(file.blob.size));
  const pages = result.pages === null ? size : texts.withPages(size, formatCount(result.pages));
  return [
    { kind: "pair", name: texts.file, value: file.name },
    { kind: "pair", name: texts.size, value: pages },
    { kind: "pair", name: texts.hash, value: sha256 },
    { kind: "pair", name: texts.source, value: sourceOf(file, language) },
    { kind: "pair", name: texts.checkedAt, value: formatTime(checkedAt) },
  ];
}

/** The site alone: an address may carry a ticket that lets its reader in. */
function siteOf({ url }: CheckedFile): string | null {
  return url === null ? null : new URL(url).host;
}

function sourceOf(file: CheckedFile, language: Language): string {
  const texts = partsTexts[language];
  const site = siteOf(file);
  return site === null ? texts.fromComputer : texts.fromSite(site);
}

function verdictBlocks({ result, language, labels }: ReportRequest): ReportBlock[] {
  const { verdict } = result;
  const required = requiredLine(verdict, { language, labels });
  const line: ReportBlock[] =
    required === null ? [] : [{ kind: "pair", name: reportTexts[language].required, value: required.text }];
  return [
    {
      kind: "verdict",
      tone: fileTone(verdict),
      headline: headlineOf(verdict, language),
      meaning: meaningOf(verdict, language),
    },
    ...line,
  ];
}

function signerBlocks({ result, language, labels }: ReportRequest): ReportBlock[] {
  const texts = reportTexts[language];
  const acts = actsOf(result.verdict, { labels });
  const heading: ReportBlock = { kind: "heading", text: texts.signers };
  if (acts.length === 0) return [heading, { kind: "line", text: texts.noSigners }];
  return [heading, ...acts.flatMap((act) => actBlocks(act, language))];
}

function actBlocks(act: Act, language: Language): ReportBlock[] {
  const texts = reportTexts[language];
  const [first, ...others] = act.members;
  const last = others.at(-1) ?? first;
  const numbers = numbersOf(act);
  const many = others.length === 0 ? [] : [texts.signaturesOf(formatCount(act.members.length))];
  const name = signerName(last.signature, language);
  const tags = [tagOf(act, language), ...many].filter((tag) => tag !== "");
  const title = `${numbers}. ${name}${tags.length === 0 ? "" : ` (${tags.join("; ")})`}: ${texts.verdictOf[act.tone]}`;
  return [
    { kind: "signer", tone: act.tone, text: title },
    ...signatureFacts(last.signature, language),
    ...actReasons(act, language),
  ];
}

export function tagOf({ members, holder }: Act, language: Language): string {
  const texts = partsTexts[language];
  const [{ signature }] = members;
  if (isPracticeSignature(signature)) return texts.practice;
  if (signature.signer === null || holder === null) return "";
  return { person: texts.personal, agency: texts.seal, unknown: "" }[holder];
}

function signatureFacts(signature: SignatureVerdict, language: Language): ReportBlock[] {
  const texts = reportTexts[language];
  const { signer } = signature;
  const facts: [string, string | null][] = [
    [texts.agency, signerPlace(signature) || null],
    [texts.time, timeOf(signature, language)],
    [texts.integrity, integrityText(signature, language)],
    [texts.certificate, signer === null ? null : signer.serial],
    [texts.issuer, signer && shownName(signer.issuer)],
    [texts.revocation, revocationOf(signature, language)],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [{ kind: "pair" as const, name, value }]));
}

function timeOf(signature: SignatureVerdict, language: Language): string {
  const { time, source } = timeWords(signature, language);
  return time === "" ? reportTexts[language].timeNotProved : `${time} · ${source}`;
}

function revocationOf({ revocation }: SignatureVerdict, language: Language): string {
  const status = verifyTexts[language].revocations[revocation.status];
  if (revocation.source === null) return status;
  return reportTexts[language].revocationFrom(
    status,
    revocation.source.toUpperCase(),
    formatMoment(revocation.time) ?? "",
  );
}

/** Of every member: the one without the time-stamp may be the one in doubt. */
function actReasons({ members }: Act, language: Language): ReportBlock[] {
  const open = members.filter(({ signature }) => signature.indication !== "TOTAL-PASSED");
  const reasons = new Set(
    open.flatMap(({ signature }) => signature.reasons.map((reason) => reason[language])),
  );
  if (reasons.size === 0) return [];
  return [{ kind: "pair", name: reportTexts[language].reason, value: [...reasons].join(" ") }];
}

function changeBlocks({ result, looked, language }: ReportRequest): ReportBlock[] {
  const texts = reportTexts[language];
  const { verdict } = result;
  if (verdict.signatures.length === 0) return [];
  const heading: ReportBlock = { kind: "heading", text: texts.changes };
  const { lines } = changesOf({ verdict, ...looked, language });
  if (lines.length > 0) {
    return [
      heading,
      ...lines.map(({ number, text, page }) => ({
        kind: "line" as const,
        text: `${number}. ${page === null ? "" : verifyTexts[language].onPage(formatCount(page))}${text}`,
      })),
    ];
  }
  const isIntact = verdict.signatures.every(({ integrity }) => integrity);
  return isIntact ? [heading, { kind: "line", text: texts.noChanges }] : [];
}

function warningBlocks({ result, language }: ReportRequest): ReportBlock[] {
  const warnings = reasonLines(result.verdict, language).filter(({ isWarning }) => isWarning);
  if (warnings.length === 0) return [];
  return [
    { kind: "heading", text: reportTexts[language].warnings },
    ...warnings.map(({ text }) => ({ kind: "line" as const, text: `– ${text}` })),
  ];
}

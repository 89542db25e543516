/**
 * Signing in two phases (ISO 32000-2, 12.8.1): `prepareSignature` appends a revision with a gap for the CMS and says which
 * ranges are signed; `embedCms` fills the gap. Between them no state is needed but the prepared record.
 */

import type { ByteRange } from "#shared/bytes.ts";
import { toHex } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { Appearance } from "./appearance/appearance.ts";
import { latin1Bytes } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import { type FieldPlan, placeSignature, planField } from "./field.ts";
import { writeIncrement } from "./increment.ts";
import { exceed } from "./limits.ts";
import { lockPermission } from "./locks.ts";
import { isDictPlace } from "./objects.ts";
import { firstPage, pageByNumber } from "./pages.ts";
import { referenceArray } from "./reference.ts";
import { Revision } from "./revision.ts";
import { honourSeedValues } from "./seed-values.ts";
import { byteRangeText, signatureBody } from "./signature-dictionary.ts";
import { certificationOf, hasSignatures } from "./signatures.ts";
import { takenNumbers } from "./taken-numbers.ts";
import { referenceText } from "./write-value.ts";

/** No CMS is larger, with every revocation list inside. */
const MAX_RESERVE = 16 * 1024 * 1024;

export interface SignatureRequest {
  /** Full name of an existing empty field, or the name for a new one. Default: the first free "Signature1", … */
  readonly field?: string;
  readonly reason?: string;
  readonly location?: string;
  /** Name of the signer, as the dictionary claims it. */
  readonly name?: string;
  /** The claimed time. */
  readonly time: Date;
  /** Bytes of CMS to keep room for. */
  readonly reserve: number;
  /** Certify with this permission (12.8.2.2); only for the first signature. */
  readonly certify?: "P1" | "P2" | "P3";
  /** With what the ranges will be hashed; a field may want a certain one. Default sha256. */
  readonly digest?: "sha256" | "sha384" | "sha512";
  /** A time-stamp will be asked for; a field may want one. Default false. */
  readonly timestamped?: boolean;
  /** DER, the signer's own first, once they are known: a field may want certain ones. */
  readonly certificates?: readonly Uint8Array[];
  /** Whether permissions of an encrypted file (7.6.4.2) bind a signer who is not its owner. Default "ignore". */
  readonly permissions?: "ignore" | "hold";
  /** What is to be seen of it; without one a new field is invisible. */
  readonly appearance?: Appearance;
}

export interface PreparedSignature {
  /** Full name of the field. */
  readonly field: string;
  /** Size of the document that the increment is appended to. */
  readonly baseSize: number;
  readonly increment: Uint8Array;
  /** What is signed, in the finished file. */
  readonly ranges: readonly [ByteRange, ByteRange];
  /** The hexadecimal string that takes the CMS, with its `<` and `>`, in the finished file. */
  readonly gap: ByteRange;
}

/**
 * Errors: CERTIFICATION_FORBIDS (the document is certified with P1, a signature locked all of it or this field, or it is to be
 * certified and has a signature already: `detail.reason`), FIELD_REQUIRES (seed values of the field),
 * PERMISSION_FORBIDS, ENCRYPTION_UNSUPPORTED (a message authentication code), INVALID_ARGUMENT (field, reserve, page, rect, font), IMAGE_UNSUPPORTED, GLYPH_MISSING, PDF_BROKEN,
 * LIMIT_EXCEEDED.
 */
export function prepareSignature(document: PdfDocument, request: SignatureRequest): PreparedSignature {
  checkRequest(document, request);
  const field = planField(document, request.field);
  if (request.permissions === "hold") checkPermissions(document, field);
  const { certify, digest = "sha256", timestamped = false, certificates = null } = request;
  const wish = { document, field, certify, reason: request.reason, digest, timestamped, certificates };
  const { subFilter, reason } = honourSeedValues(wish);
  const revision = new Revision({
    firstNumber: document.xref.size,
    taken: takenNumbers(document, field.kind === "new" ? pageOf(document, request) : null),
    cipher: document.cipher,
  });
  const value = { number: revision.allocate(), generation: 0 };
  const encrypt = (bytes: Uint8Array) => document.cipher?.encryptString(bytes, value) ?? bytes;
  const reference = referenceArray({ document, field, certify, encrypt });
  const body = signatureBody({ ...request, reason, subFilter, reference, encrypt });
  revision.add(value.number, body.bytes);
  placeSignature({ document, revision, value, appearance: request.appearance }, field);
  if (certify !== undefined) addPermission(document, revision, value);
  const { bytes: increment, bodies } = writeIncrement(document, revision.objects());
  const bodyAt = bodies.get(value.number) ?? 0;
  const gap = { start: bodyAt + body.contentsAt, end: bodyAt + body.contentsAt + 2 * request.reserve + 2 };
  const size = document.end + increment.length;
  increment.set(
    byteRangeText([gap.start, gap.end, size - gap.end]),
    bodyAt + body.byteRangeAt - document.end,
  );
  const ranges = [
    { start: 0, end: gap.start },
    { start: gap.end, end: size },
  ] as const;
  return { field: field.name, baseSize: document.end, increment, ranges, gap };
}

function pageOf(document: PdfDocument, { appearance }: SignatureRequest) {
  return appearance ? pageByNumber(document, appearance.page) : firstPage(document.objects, document.catalog);
}

function checkRequest(document: PdfDocument, request: SignatureRequest): void {
  if (document.end !== document.source.size)
    fail("INVALID_ARGUMENT", { argument: "document", reason: "end" });
  if (!Number.isSafeInteger(request.reserve) || request.reserve < 1 || request.reserve > MAX_RESERVE) {
    fail("INVALID_ARGUMENT", { argument: "reserve" });
  }
  // ISO/TS 32004: a code over the whole file, which no revision of ours would renew.
  if (document.trailer.value.entries.has("AuthCode")) fail("ENCRYPTION_UNSUPPORTED", { filter: "AuthCode" });
  if (document.repaired && hasSignatures(document)) fail("PDF_BROKEN", { what: "broken and signed" });
  if (certificationOf(document) === 1) fail("CERTIFICATION_FORBIDS", { reason: "P1" });
  if (lockPermission(document) === 1) fail("CERTIFICATION_FORBIDS", { reason: "lock" });
  if (request.certify !== undefined && hasSignatures(document)) {
    fail("CERTIFICATION_FORBIDS", { reason: "signed" });
  }
}

function checkPermissions({ cipher }: PdfDocument, { kind }: FieldPlan): void {
  const allowed = kind === "existing" ? cipher?.allows.fillField : cipher?.allows.addField;
  if (allowed === false) fail("PERMISSION_FORBIDS");
}

/** 12.8.6: Perms in the catalog names the certification. */
function addPermission(
  document: PdfDocument,
  revision: Revision,
  signature: { readonly number: number; readonly generation: number },
): void {
  const permissions = document.objects.entry(document.catalog, "Perms");
  if (isDictPlace(permissions)) revision.setEntry(permissions, "DocMDP", referenceText(signature));
  else revision.setEntry(document.catalog, "Perms", `<</DocMDP ${referenceText(signature)}>>`);
}

/** The finished increment. LIMIT_EXCEEDED {limit: "contents"} where the CMS is larger than the room kept for it. */
export function embedCms(prepared: PreparedSignature, cms: Uint8Array): Uint8Array {
  const room = prepared.gap.end - prepared.gap.start - 2;
  if (2 * cms.length > room) exceed("contents");
  const finished = prepared.increment.slice();
  finished.set(latin1Bytes(toHex(cms)), prepared.gap.start - prepared.baseSize + 1);
  return finished;
}

/** A signed message as a file of its own (RFC 5652): each signer an entry, each counter-signature one after it. */

import { DerReader, TAG } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { type ByteSource, type DigestRanges, fromBase64, sourceOf, toHex } from "../bytes.ts";
import { checkSigner, digestInMemory, looksLikeAttributes, planSigner } from "../cms/check.ts";
import {
  type ReadResult,
  readSignedData,
  readSignerInfo,
  type SignedDataFacts,
  type SignerFacts,
} from "../cms/read.ts";
import { fail } from "../errors.ts";
import type { ReasonCode } from "../messages/verdict-reasons.ts";
import { digestAll } from "./digest.ts";
import type { TrustGround } from "./ground.ts";
import { claimedTime, judgeMessage, levelOf } from "./judge.ts";
import type { PlannedMessage } from "./message.ts";
import { type EntryFrame, entryOf } from "./report.ts";
import type { SignatureVerdict } from "./verdict.ts";

const MAX_BYTES = 64 * 1024 * 1024;
/** More entries than this in one file are a bomb. */
const MAX_ENTRIES = 200;

/** The message read; null where the bytes are no signed message at all. LIMIT_EXCEEDED above 64 MiB. */
export function readMessageFile(source: ByteSource): ReadResult | null {
  if (source.size > MAX_BYTES) fail("LIMIT_EXCEEDED", { limit: "cms" });
  const bytes = source.read(0, source.size);
  const result = readSignedData(armored(bytes) ?? bytes);
  if (result.data || namesSignedData(bytes)) return result;
  return null;
}

/** PEM (RFC 7468) with any label; null where it is none. */
function armored(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0x2d) return null;
  const text = new TextDecoder("latin1").decode(bytes);
  const body = /^-----BEGIN [A-Z0-9 ]+-----([A-Za-z0-9+/=\s]+)-----END /.exec(text)?.[1];
  return body === undefined ? null : fromBase64(body.replaceAll(/\s/g, ""));
}

/** Begins as a SignedData, whatever is broken further on. */
function namesSignedData(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 24);
  return head[0] === TAG.sequence && toHex(head).includes("06092a864886f70d010702");
}

export interface MessageFileRequest {
  readonly file: ReadResult;
  readonly content?: ByteSource;
  readonly digestRanges: DigestRanges;
  readonly ground: TrustGround;
  readonly signal?: AbortSignal;
}

const FRAME = { field: null, kind: "cms", subFilter: null, changeList: [] } as const;
const WHOLE = { ...FRAME, coverage: "whole-file", changes: "none" } as const;

export async function messageEntries(request: MessageFileRequest): Promise<SignatureVerdict[]> {
  const { data, reason } = request.file;
  if (!data) return [unreadable(reason, request)];
  if (data.signers.length === 0) return [unreadable("cms-signer-count", request)];
  const entries: SignatureVerdict[] = [];
  for (const signer of data.signers) {
    const message = planned(data, signer, data.contentType);
    const flaw = await flawOver(message, request);
    entries.push(judgedEntry({ frame: WHOLE, message, flaw, request }));
    addCounterSignatures({ entries, data, parent: signer, request });
  }
  return entries;
}

function unreadable(flaw: ReasonCode, request: MessageFileRequest): SignatureVerdict {
  const message: PlannedMessage = {
    data: null,
    signer: null,
    plan: null,
    timestamp: null,
    certificate: null,
    digest: null,
    flaw,
  };
  const frame = { ...FRAME, coverage: "none", changes: "undetermined" } as const;
  return judgedEntry({ frame, message, flaw, request });
}

interface EntryRequest {
  readonly frame: Omit<EntryFrame, "claimedTime" | "level">;
  readonly message: PlannedMessage;
  readonly flaw: ReasonCode | null;
  readonly request: MessageFileRequest;
}

function judgedEntry({ frame, message, flaw, request }: EntryRequest): SignatureVerdict {
  const judgement = judgeMessage({ message, flaw, ground: request.ground });
  const claimed = claimedTime(message.signer);
  // EN 319 122-1 6.3: a baseline signature claims its time.
  const level = levelOf(message, judgement, claimed !== null);
  return entryOf({ ...frame, claimedTime: claimed, level }, message, judgement);
}

/** `contentType` null: a counter-signature (RFC 5652 11.4). */
function planned(data: SignedDataFacts, signer: SignerFacts, contentType: string | null): PlannedMessage {
  const plan = planSigner({
    signer,
    certificates: data.certificates,
    contentType,
    needsReference: false,
    needsAttributes: contentType !== null && contentType !== OID.data,
  });
  const { certificate, digest, flaw } = plan;
  return { data, signer, plan, timestamp: null, certificate, digest, flaw };
}

/** The given content is what counts; one that is embedded as well must be the same. */
async function flawOver(message: PlannedMessage, request: MessageFileRequest): Promise<ReasonCode | null> {
  const { signer, plan, data, digest } = message;
  const embedded = data?.content ? sourceOf(data.content) : null;
  const content = request.content ?? embedded;
  if (!signer || !plan || !data) return "cms-unreadable";
  if (plan.flaw || !digest) return plan.flaw ?? "algorithm-unknown";
  if (!content) return "content-missing";
  const { digestRanges, signal } = request;
  const jobs = [{ hash: digest, ranges: [{ start: 0, end: content.size }] }];
  const [contentDigest = new Uint8Array()] = await digestAll({ source: content, jobs, digestRanges, signal });
  if (!signer.signedAttributes && isAttributes(content)) return "attributes-as-content";
  const flaw = checkSigner(signer, plan, contentDigest);
  if (flaw || !data.content || !request.content) return flaw;
  return checkSigner(signer, plan, digestInMemory(plan, data.content)) ? "cms-content-embedded" : null;
}

/** Attribute sets are small; what is larger is a document. */
const ATTRIBUTE_BYTES = 1024 * 1024;

function isAttributes(content: ByteSource): boolean {
  return content.size <= ATTRIBUTE_BYTES && looksLikeAttributes(content.read(0, content.size));
}

interface CounterRequest {
  /** The parent's entry is the last one; counter-signatures are added behind it. */
  readonly entries: SignatureVerdict[];
  readonly data: SignedDataFacts;
  readonly parent: SignerFacts;
  readonly request: MessageFileRequest;
}

/** RFC 5652 11.4: signs the parent's signature value; may itself be counter-signed. */
function addCounterSignatures({ entries, data, parent, request }: CounterRequest): void {
  const counterSignatureOf = entries.length - 1;
  for (const signer of counterSigners(parent)) {
    if (entries.length >= MAX_ENTRIES) fail("LIMIT_EXCEEDED", { limit: "signatures" });
    const message = signer ? planned(data, signer, null) : null;
    if (!message?.plan || !signer) {
      entries.push({ ...unreadable("cms-unreadable", request), counterSignatureOf });
      continue;
    }
    const flaw = checkSigner(signer, message.plan, digestInMemory(message.plan, parent.signature));
    entries.push(judgedEntry({ frame: { ...WHOLE, counterSignatureOf }, message, flaw, request }));
    addCounterSignatures({ entries, data, parent: signer, request });
  }
}

/** null in the place of one that cannot be read. */
function counterSigners(parent: SignerFacts): (SignerFacts | null)[] {
  return parent.unsignedAttributes
    .filter(({ oid }) => oid === OID.counterSignature)
    .flatMap(({ values }) => readCounterSigners(values));
}

function readCounterSigners(values: Uint8Array): (SignerFacts | null)[] {
  const signers: SignerFacts[] = [];
  try {
    const reader = new DerReader(values, "ber");
    while (!reader.done) signers.push(readSignerInfo(reader.enter(TAG.sequence)));
    return signers;
  } catch {
    return [...signers, null];
  }
}

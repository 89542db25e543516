/** A signed message as a file of its own (RFC 5652): each signer an entry, each counter-signature one after it. */

import { DerReader, TAG } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { sourceOf } from "../bytes.ts";
import { checkSigner, digestInMemory, planSigner } from "../cms/check.ts";
import { embeddedMaterial } from "../cms/embedded-material.ts";
import { type ReadResult, readSignerInfo, type SignedDataFacts, type SignerFacts } from "../cms/read.ts";
import { fail } from "../errors.ts";
import type { ReasonCode } from "../messages/verdict-reasons.ts";
import { headerOffset } from "../pdf/header.ts";
import { hashOf } from "../signature/hash.ts";
import type { TrustGround } from "./ground.ts";
import { claimedTime, judgeMessage } from "./judge.ts";
import { levelOf } from "./levels.ts";
import { type PlannedMessage, planTimestamp } from "./message.ts";
import { type Content, type ContentRequest, readContent } from "./message-content.ts";
import { ProofsOfExistence } from "./proof-of-existence.ts";
import { type EntryFrame, entryOf } from "./report.ts";
import type { DigestOf } from "./time-stamp.ts";
import type { SignatureVerdict } from "./verdict.ts";

/** More entries than this in one file are a bomb. */
const MAX_ENTRIES = 200;

export interface MessageFileRequest extends ContentRequest {
  readonly file: ReadResult;
  readonly ground: TrustGround;
}

const FRAME = { field: null, kind: "cms", subFilter: null, changeList: [] } as const;
const WHOLE = { ...FRAME, coverage: "whole-file", changes: "none" } as const;
const INSIDE = { ...WHOLE, fileWarnings: ["document-inside"] } as const;

export async function messageEntries(given: MessageFileRequest): Promise<SignatureVerdict[]> {
  // What an earlier round proved may since be refuted.
  const request = { ...given, ground: { ...given.ground, proofs: new ProofsOfExistence(given.ground.now) } };
  const { data, reason } = request.file;
  if (!data) return [unreadable(reason, request)];
  // RFC 5652 5.1: without signers it only carries certificates, or a content that nobody signed.
  const entries: SignatureVerdict[] = [];
  for (const signer of data.signers) {
    const message = planned(data, signer, data.contentType);
    const content = await readContent(message, request);
    entries.push(judgedEntry({ frame: frameOf(data, message), message, ...content, request }));
    addCounterSignatures({ entries, data, parent: signer, request });
  }
  return entries;
}

/** A time-stamp token as a file of its own is a signature of that kind. */
function frameOf({ content }: SignedDataFacts, { timestamp }: PlannedMessage) {
  if (timestamp) return { ...WHOLE, kind: "timestamp" } as const;
  return content && headerOffset(sourceOf(content)) >= 0 ? INSIDE : WHOLE;
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
  return judgedEntry({ frame, message, flaw, contentDigest: () => null, request });
}

interface EntryRequest extends Content {
  readonly frame: Omit<EntryFrame, "claimedTime" | "level">;
  readonly message: PlannedMessage;
  readonly request: MessageFileRequest;
}

function judgedEntry({ frame, message, flaw, contentDigest, request }: EntryRequest): SignatureVerdict {
  const judgement = judgeMessage({ message, flaw, contentDigest, ground: request.ground });
  const claimed = claimedTime(message.signer);
  const level = levelOf({
    message,
    judged: judgement,
    // EN 319 122-1 6.3: a baseline signature claims its time.
    baseline: claimed !== null,
    material: materialOf(message.data, message.signer),
    archived: judgement.archived && materialOf(judgement.archived, judgement.archived.signers[0] ?? null),
    covered: false,
  });
  return entryOf({ ...frame, claimedTime: claimed, level }, message, judgement);
}

function materialOf(data: SignedDataFacts | null, signer: SignerFacts | null) {
  return data ? [embeddedMaterial(data, signer)] : [];
}

/** `contentType` null: a counter-signature (RFC 5652 11.4). */
function planned(data: SignedDataFacts, signer: SignerFacts, contentType: string | null): PlannedMessage {
  if (contentType === OID.tstInfo && data.signers.length === 1) return planTimestamp(data, signer);
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
    const contentDigest: DigestOf = (hash) => hashOf(hash, parent.signature);
    entries.push(
      judgedEntry({ frame: { ...WHOLE, counterSignatureOf }, message, flaw, contentDigest, request }),
    );
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

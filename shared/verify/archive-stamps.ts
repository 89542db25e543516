/** The archive time-stamps of a CAdES signature: each that holds proves what it names (EN 319 122-1 5.5; EN 319 102-1 5.6.3.4). */

import { contextTag, type DerValue } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { concatBytes } from "../bytes.ts";
import { type ArchiveCoverage, archiveCoverage, archiveInput } from "../cms/archive-time-stamp.ts";
import { readSignedData, type SignedDataFacts, type SignerFacts } from "../cms/read.ts";
import { hashOf } from "../signature/hash.ts";
import { hashSunset } from "../signature/policy.ts";
import { attributeValues, messageObjects } from "./covered-objects.ts";
import type { TrustGround } from "./ground.ts";
import { type DigestOf, judgeStamps, type Stamp } from "./time-stamp.ts";

export interface ArchiveRequest {
  readonly data: SignedDataFacts;
  readonly signer: SignerFacts;
  readonly contentDigest: DigestOf;
  /** With the material of the message. */
  readonly ground: TrustGround;
}

export interface Archive {
  /** What the intact ones cover together, as a message of its own; null: there is none. */
  readonly covered: SignedDataFacts | null;
  /** Time of the oldest one that holds. */
  readonly olderThan: Date | null;
}

interface CoveringStamp {
  readonly token: Uint8Array;
  readonly coverage: ArchiveCoverage;
  readonly input: DigestOf;
}

/** Tokens on one signature that are judged. */
const MAX_TOKENS = 10;

/** Newest first; adds what they prove to the proofs of the ground. */
export function judgeArchive(request: ArchiveRequest): Archive {
  const judged = coveringStamps(request).map((own) => ({ own, stamp: judgeOne(own, request) }));
  const widest = judged.find(({ stamp }) => stamp?.intact);
  const times = judged.flatMap(({ stamp }) => (stamp?.proves ? [stamp.time.getTime()] : []));
  return {
    covered: widest ? narrowed(request, widest.own.coverage) : null,
    olderThan: times.length > 0 ? new Date(Math.min(...times)) : null,
  };
}

function judgeOne(own: CoveringStamp, request: ArchiveRequest): Stamp | null {
  const { ground } = request;
  const { certificates } = request.data;
  const [stamp = null] = judgeStamps({ tokens: [own.token], stamped: own.input, certificates, ground });
  if (stamp?.proves && !isWeak(own, stamp))
    ground.proofs.add(messageObjects(narrowed(request, own.coverage)), stamp.time);
  return stamp;
}

/** Names by a hash that had lost its strength fit other things as well. */
function isWeak({ coverage }: CoveringStamp, { time }: Stamp): boolean {
  const sunset = hashSunset(coverage.hash);
  return sunset !== null && sunset <= time;
}

/** Whoever covers another comes before it. */
function coveringStamps({ data, signer, contentDigest }: ArchiveRequest): CoveringStamp[] {
  return attributeValues(signer.unsignedAttributes, [OID.archiveTimeStampV3])
    .slice(0, MAX_TOKENS)
    .flatMap((bytes) => {
      const token = readSignedData(bytes).data;
      const coverage = token && archiveCoverage({ token, data, signer });
      if (!token || !coverage) return [];
      const input: DigestOf = (hash) => {
        const content = contentDigest(hash);
        const stamped = content && archiveInput({ token, data, signer }, content);
        return stamped && hashOf(hash, stamped);
      };
      return [{ token: bytes, coverage, input }];
    })
    .toSorted((a, b) => size(b.coverage) - size(a.coverage));
}

function size({ attributes }: ArchiveCoverage): number {
  return attributes.reduce((sum, { values }) => sum + values.length, 0);
}

/** The message as if it held nothing but what is covered. */
function narrowed({ data, signer }: ArchiveRequest, coverage: ArchiveCoverage): SignedDataFacts {
  const content = concatBytes(coverage.revocationInfo);
  const revocationInfo: DerValue = { tag: contextTag(1), full: content, content };
  return {
    ...data,
    certificates: coverage.certificates,
    revocationInfo,
    signers: [{ ...signer, unsignedAttributes: coverage.attributes }],
  };
}

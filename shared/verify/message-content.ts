/** What a signed message of its own is over: the content that was given, or the one it carries (RFC 5652 5.2). */

import { OID } from "../asn1/oids.ts";
import { type ByteSource, type DigestRanges, sourceOf } from "../bytes.ts";
import { checkSigner, digestInMemory, looksLikeAttributes } from "../cms/check.ts";
import { readSignedData, type SignerFacts } from "../cms/read.ts";
import { readTimestampInfo } from "../cms/timestamp.ts";
import type { ReasonCode } from "../messages/verdict-reasons.ts";
import type { HashName } from "../signature/hash.ts";
import { attributeValues } from "./covered-objects.ts";
import { digestAll } from "./digest.ts";
import { checkMessage, type PlannedMessage } from "./message.ts";
import type { DigestOf } from "./time-stamp.ts";

export interface ContentRequest {
  /** Given beside the message. */
  readonly content?: ByteSource;
  readonly digestRanges: DigestRanges;
  readonly signal?: AbortSignal;
}

/** What the signed content says of a message. */
export interface Content {
  readonly flaw: ReasonCode | null;
  readonly contentDigest: DigestOf;
}

interface Digested {
  readonly message: PlannedMessage;
  readonly request: ContentRequest;
  readonly content: ByteSource;
  readonly contentDigest: DigestOf;
}

/** The given content is what counts; one that is embedded as well must be the same. A time-stamp is over the given one only. */
export async function readContent(message: PlannedMessage, request: ContentRequest): Promise<Content> {
  const { data, signer, timestamp, digest } = message;
  const embedded = data?.content && !timestamp ? sourceOf(data.content) : null;
  const content = request.content ?? embedded;
  if (message.flaw || !digest) return withoutContent(message.flaw ?? "algorithm-unknown");
  if (!content || !signer) return withoutContent("content-missing");
  const hashes = [...new Set([digest, ...stampHashes(signer)])];
  const jobs = hashes.map((hash) => ({ hash, ranges: [{ start: 0, end: content.size }] }));
  const { digestRanges, signal } = request;
  const digests = await digestAll({ source: content, jobs, digestRanges, signal });
  const contentDigest: DigestOf = (hash) => digests[hashes.indexOf(hash)] ?? null;
  return { flaw: flawOver({ message, request, content, contentDigest }), contentDigest };
}

function withoutContent(flaw: ReasonCode): Content {
  return { flaw, contentDigest: () => null };
}

/** Hashes of the imprints of stamps that cover the content. */
function stampHashes({ signedAttributes, unsignedAttributes }: SignerFacts): HashName[] {
  const tokens = [
    ...attributeValues(signedAttributes?.attributes ?? [], [OID.contentTimeStamp]),
    ...attributeValues(unsignedAttributes, [OID.archiveTimeStampV3]),
  ];
  return tokens.flatMap((token) => {
    const { data } = readSignedData(token);
    const hash = data && readTimestampInfo(data)?.imprintHash;
    return hash ? [hash] : [];
  });
}

function flawOver({ message, request, content, contentDigest }: Digested): ReasonCode | null {
  const { signer, plan, data, digest } = message;
  const own = (digest && contentDigest(digest)) ?? new Uint8Array();
  if (message.timestamp) return checkMessage(message, own);
  if (!signer || !plan || !data) return "cms-unreadable";
  if (!signer.signedAttributes && isAttributes(content)) return "attributes-as-content";
  const flaw = checkSigner(signer, plan, own);
  if (flaw || !data.content || !request.content) return flaw;
  return checkSigner(signer, plan, digestInMemory(plan, data.content)) ? "cms-content-embedded" : null;
}

/** Attribute sets are small; what is larger is a document. */
const ATTRIBUTE_BYTES = 1024 * 1024;

function isAttributes(content: ByteSource): boolean {
  return content.size <= ATTRIBUTE_BYTES && looksLikeAttributes(content.read(0, content.size));
}

/** Answers a question about a certification path: reads what it names and asks the engine. */

import { type CertificateFacts, tryCertificate } from "#shared/asn1/certificate.ts";
import type { BlockKind } from "#shared/asn1/pem.ts";
import { anchorOf } from "#shared/trust/anchor.ts";
import { readEvidence } from "#shared/trust/evidence.ts";
import {
  type PathRequest,
  type PathResult,
  type RevocationWish,
  validatePath,
} from "#shared/trust/validate.ts";
import { readDer } from "./der-blocks.ts";
import type { PathQuestion } from "./path-question.ts";

/** null: a given input is not what it should be. Errors: whatever reading a file throws. */
export async function checkPath(question: PathQuestion): Promise<PathResult | null> {
  const request = await requestOf(question);
  return request && validatePath(request);
}

async function requestOf(question: PathQuestion): Promise<PathRequest | null> {
  const anchors = (await certificatesIn(question.anchors))?.map((each) => anchorOf(each, "administrator"));
  const [leaf] = (await certificatesIn([question.leaf])) ?? [];
  const intermediates = await certificatesIn(question.intermediates);
  const revocation = await revocationOf(question);
  const readable = anchors?.filter((anchor) => anchor !== null);
  if (!leaf || !intermediates || !revocation || !readable || readable.length !== anchors?.length) return null;
  const { at, policies, peerName } = question;
  const { explicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy, maxDepth, extendedKeyUsage } = question;
  const options = {
    // An empty set asks for nothing, as an absent one does.
    policies: policies && policies.length > 0 ? new Set(policies) : null,
    ...{ explicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy, maxDepth, extendedKeyUsage },
  };
  return { leaf, anchors: readable, intermediates, at, options, peerName, ...revocation };
}

async function certificatesIn(given: readonly string[]): Promise<CertificateFacts[] | null> {
  const ders = await dersIn(given, "certificate");
  const read = ders?.map(tryCertificate);
  const certificates = read?.filter((certificate) => certificate !== null);
  return certificates && certificates.length === read?.length ? certificates : null;
}

async function revocationOf(
  question: PathQuestion,
): Promise<{ readonly revocation?: RevocationWish } | null> {
  const { crls, ocsps, revocation: mode } = question;
  if (mode === "none") return {};
  const lists = await dersIn(crls, "crl");
  const answers = await dersIn(ocsps, "ocsp");
  if (!lists || !answers) return null;
  const { unreadable, ...evidence } = readEvidence({ crls: lists, ocspResponses: answers });
  return unreadable > 0 ? null : { revocation: { mode, evidence } };
}

async function dersIn(given: readonly string[], kind: BlockKind): Promise<Uint8Array[] | null> {
  const all: Uint8Array[] = [];
  for (const each of given) {
    const ders = await readDer(each, kind);
    if (!ders) return null;
    all.push(...ders);
  }
  return all;
}

/** Which baseline level a signature has reached (EN 319 142-1 6, EN 319 122-1 6): what is there and intact, whoever is trusted. */

import { type CertificateFacts, tryCertificate } from "../asn1/certificate.ts";
import { equalBytes } from "../bytes.ts";
import { certificateReference } from "../cms/certificate-reference.ts";
import { SignError } from "../errors.ts";
import { comparableName, sameName } from "../trust/comparable-name.ts";
import { type Evidence, readEvidence, type ValidationMaterial } from "../trust/evidence.ts";
import type { CandidatePath } from "../trust/path-rules.ts";
import type { Judged } from "./judge.ts";
import type { PlannedMessage } from "./message.ts";
import type { Level } from "./verdict.ts";

export interface LevelQuestion {
  readonly message: PlannedMessage;
  readonly judged: Judged;
  /** Whether it is made in the form of the baseline: its sub-filter, or a claimed time. */
  readonly baseline: boolean;
  /** Certificates and revocation data that the file carries for it. */
  readonly material: readonly ValidationMaterial[];
  /** Those that an intact time-stamp over the signature covers; null: there is no such time-stamp. */
  readonly archived: readonly ValidationMaterial[] | null;
  /** Whether an intact document time-stamp covers the signature. */
  readonly covered: boolean;
}

export function levelOf({ message, judged, baseline, material, archived, covered }: LevelQuestion): Level {
  const { signer, certificate } = message;
  const attributes = signer?.signedAttributes?.attributes ?? [];
  const referenced = certificate !== null && certificateReference(attributes, certificate) === "right";
  if (!judged.integrity || !baseline || !referenced) return "CMS";
  if (!judged.stamp?.intact && !covered) return "B-B";
  const chains = chainsOf(certificate, judged);
  if (!chains.every((chain) => isEvidenced(chain, material))) return "B-T";
  return archived && chains.every((chain) => isEvidenced(chain, archived)) ? "B-LTA" : "B-LT";
}

interface Chain {
  readonly leaf: CertificateFacts;
  readonly path: CandidatePath | null;
}

/** Of the signer, and of the time-stamp on its signature. */
function chainsOf(leaf: CertificateFacts, { standing, stamp }: Judged): Chain[] {
  const own = { leaf, path: standing?.path ?? null };
  if (!stamp?.intact || !stamp.certificate) return [own];
  return [own, { leaf: stamp.certificate, path: stamp.standing?.path ?? null }];
}

/** Every certificate below the anchor, or below a root that is there, has revocation data of its issuer. */
function isEvidenced({ leaf, path }: Chain, material: readonly ValidationMaterial[]): boolean {
  try {
    const evidence = material.map(evidenceOf);
    const certificates = path?.certificates ?? chainByNames(leaf, material);
    return certificates.every((own) => evidence.some((each) => speaksOf(own, each)));
  } catch (thrown) {
    // A name that cannot be read leads nowhere.
    if (thrown instanceof SignError) return false;
    throw thrown;
  }
}

/** Stores are the same object for every signature of a file: read once. */
const known = new WeakMap<ValidationMaterial, Evidence>();

function evidenceOf(material: ValidationMaterial): Evidence {
  const evidence = known.get(material) ?? readEvidence(material);
  known.set(material, evidence);
  return evidence;
}

const MAX_LENGTH = 20;

/** By names only, up to a root, or as far as certificates are there: the one that is missing may be somebody's anchor. */
function chainByNames(leaf: CertificateFacts, material: readonly ValidationMaterial[]): CertificateFacts[] {
  const ders = material.flatMap(({ certificates }) => certificates);
  const pool = ders.map(tryCertificate).filter((each) => each !== null);
  const chain: CertificateFacts[] = [];
  let current: CertificateFacts | undefined = leaf;
  while (current && !sameName(current.subject.der, current.issuer.der) && chain.length < MAX_LENGTH) {
    chain.push(current);
    const issuer: Uint8Array = current.issuer.der;
    current = pool.find(({ subject }) => sameName(subject.der, issuer));
  }
  return chain;
}

function speaksOf({ issuer, serial }: CertificateFacts, { crls, ocspResponses }: Evidence): boolean {
  const name = comparableName(issuer.der).key;
  return (
    crls.some((crl) => crl.issuer.key === name) ||
    ocspResponses.some(({ responses }) => responses.some((own) => equalBytes(own.serial, serial)))
  );
}

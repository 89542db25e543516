/** Evidence that a verdict lacked: each wish once, and no more than a real document has. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import type { CertificateStatus } from "../trust/certificate-status.ts";
import { comparableName } from "../trust/comparable-name.ts";
import type { CandidatePath } from "../trust/path-rules.ts";
import { anchorWishes, type EvidenceWish, issuerWishes, statusWishes } from "../trust/wishes.ts";

/** A document with six signers and their time-stamps has some thirty. */
const MAX_WISHES = 60;

export class WishList {
  /** Of this verification, those already told included: nothing is asked twice. */
  readonly #known = new Set<string>();
  #open: EvidenceWish[] = [];

  /** What a path lacks whose rules hold; `statuses` as they were judged. */
  addForPath({ certificates, anchor }: CandidatePath, statuses: readonly CertificateStatus[]): void {
    certificates.forEach((certificate, index) => {
      const issuer = certificates[index + 1] ?? anchor;
      if (statuses[index]?.status === "unknown") this.#add(statusWishes(certificate, issuer));
    });
    this.#add(anchorWishes(anchor));
  }

  /** The issuer that a chain lacks. */
  addForChain(leaf: CertificateFacts, pool: readonly CertificateFacts[]): void {
    this.#add(issuerWishes(chainEnd(leaf, pool)));
  }

  /** What was added since the last call. */
  take(): readonly EvidenceWish[] {
    const taken = this.#open;
    this.#open = [];
    return taken;
  }

  #add(wishes: readonly EvidenceWish[]): void {
    for (const wish of wishes) {
      const key = keyOf(wish);
      if (this.#known.size >= MAX_WISHES || this.#known.has(key)) continue;
      this.#known.add(key);
      this.#open.push(wish);
    }
  }
}

function keyOf(wish: EvidenceWish): string {
  const about = wish.kind === "anchor-crl" ? wish.anchor.certificateSha256 : wish.certificate.sha256;
  return `${wish.kind} ${about}`;
}

const MAX_LENGTH = 20;

/** The last certificate on the way up, by names only: its issuer is the one that is missing. */
export function chainEnd(leaf: CertificateFacts, pool: readonly CertificateFacts[]): CertificateFacts {
  const byName = new Map(pool.map((each) => [comparableName(each.subject.der).key, each]));
  let end = leaf;
  for (let length = 0; length < MAX_LENGTH; length++) {
    const issuer = byName.get(comparableName(end.issuer.der).key);
    if (!issuer || issuer.sha256 === end.sha256) break;
    end = issuer;
  }
  return end;
}

/** The policy variables of a path on its way from the anchor to the leaf (RFC 5280 6.1.2 (d)-(f), 6.1.3-6.1.5). */

import { TRUST_OID } from "./oids.ts";
import type { PathExtensions } from "./path-extensions.ts";
import type { PathOptions } from "./path-options.ts";
import { PolicyGraph } from "./policy-graph.ts";
import type { PathReason } from "./reason.ts";

const ANY = TRUST_OID.anyPolicy;

export class PolicyState {
  readonly #graph = new PolicyGraph();
  #explicit: number;
  #mapping: number;
  #any: number;
  #initial: ReadonlySet<string> | null;

  /** @param length certificates of the path, without the anchor */
  constructor(length: number, options: PathOptions) {
    this.#explicit = options.explicitPolicy ? 0 : length + 1;
    this.#mapping = options.inhibitPolicyMapping ? 0 : length + 1;
    this.#any = options.inhibitAnyPolicy ? 0 : length + 1;
    this.#initial = options.policies;
  }

  /** RFC 5937 3.2: what the anchor's own certificate limits. */
  limitByAnchor(extensions: PathExtensions): void {
    this.#tighten(extensions);
    const { policies } = extensions;
    if (!policies || policies.includes(ANY)) return;
    const own = this.#initial;
    this.#initial = new Set(own === null ? policies : policies.filter((policy) => own.has(policy)));
  }

  /** 6.1.3 (d)-(f). `carriesAny`: a self-issued intermediate, whose anyPolicy always counts. */
  takeCertificate({ policies }: PathExtensions, carriesAny: boolean): PathReason | null {
    if (policies) this.#graph.descend(policies, this.#any > 0 || carriesAny);
    else this.#graph.clear();
    return this.#explicit > 0 || !this.#graph.isNull ? null : "certificate-policies";
  }

  /** 6.1.4 (a), (b), (h)-(j). */
  prepareNext(extensions: PathExtensions, selfIssued: boolean): PathReason | null {
    const { mappings } = extensions;
    if (mappings.some(({ issuerPolicy, subjectPolicy }) => issuerPolicy === ANY || subjectPolicy === ANY)) {
      return "policy-mapping";
    }
    if (mappings.length > 0) this.#graph.map(mappings, this.#mapping > 0);
    if (!selfIssued) {
      this.#explicit = Math.max(0, this.#explicit - 1);
      this.#mapping = Math.max(0, this.#mapping - 1);
      this.#any = Math.max(0, this.#any - 1);
    }
    this.#tighten(extensions);
    return null;
  }

  /** 6.1.5 (a), (b), (g): the policies that the path stands for, or null where it had to stand for one. */
  wrapUp({ requireExplicitPolicy }: PathExtensions): readonly string[] | null {
    this.#explicit = Math.max(0, this.#explicit - 1);
    if (requireExplicitPolicy === 0) this.#explicit = 0;
    const policies = this.#graph.constrainedTo(this.#initial);
    return this.#explicit > 0 || policies.length > 0 ? policies : null;
  }

  #tighten({ requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy }: PathExtensions): void {
    this.#explicit = Math.min(this.#explicit, requireExplicitPolicy ?? this.#explicit);
    this.#mapping = Math.min(this.#mapping, inhibitPolicyMapping ?? this.#mapping);
    this.#any = Math.min(this.#any, inhibitAnyPolicy ?? this.#any);
  }
}

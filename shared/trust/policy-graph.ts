/**
 * Valid policies along a path (RFC 5280 6.1.3 (d), 6.1.4 (a)-(b), 6.1.5 (g)) as the graph of RFC 9618, whose size is bounded by
 * the certificates' own; the tree of RFC 5280 grows exponentially and gives the same answers.
 */

import { TRUST_OID } from "./oids.ts";
import type { PolicyMapping } from "./path-extensions.ts";

const ANY = TRUST_OID.anyPolicy;

interface PolicyNode {
  readonly policy: string;
  /** Policies of the next certificate that satisfy this one. */
  expected: ReadonlySet<string>;
  readonly parents: ReadonlySet<PolicyNode>;
}

type Level = ReadonlyMap<string, PolicyNode>;

export class PolicyGraph {
  /** One level a certificate, the anchor's first; empty: the graph is NULL. */
  #levels: Level[] = [levelOf([{ policy: ANY, expected: new Set([ANY]), parents: new Set() }])];

  get isNull(): boolean {
    return this.#levels.length === 0;
  }

  clear(): void {
    this.#levels = [];
  }

  /** RFC 9618 5.3 (d): the policies of the next certificate. `anyAllowed`: its anyPolicy counts. */
  descend(policies: readonly string[], anyAllowed: boolean): void {
    const above = this.#levels.at(-1);
    if (!above) return;
    const named = policies.filter((policy) => policy !== ANY);
    const nodes = named.flatMap((policy) => childOf(above, policy));
    if (policies.includes(ANY) && anyAllowed) nodes.push(...inheritedBy(above, new Set(named)));
    this.#levels.push(levelOf(nodes));
    this.#prune();
  }

  /** RFC 9618 5.4 (b): what the issuer's policies are called below. `allowed`: policy_mapping is above zero. */
  map(mappings: readonly PolicyMapping[], allowed: boolean): void {
    const level = this.#levels.at(-1);
    if (!level) return;
    const targets = targetsOf(mappings);
    const nodes = [...level.values()].filter(({ policy }) => allowed || !targets.has(policy));
    if (allowed) nodes.push(...mappedFromAny(level, targets));
    for (const node of nodes) {
      const mapped = targets.get(node.policy);
      if (mapped) node.expected = mapped;
    }
    this.#levels[this.#levels.length - 1] = levelOf(nodes);
    this.#prune();
  }

  /** RFC 9618 5.5 (g): policies of the anchor's domain that the path stands for and the user takes; null: any. */
  constrainedTo(initial: ReadonlySet<string> | null): string[] {
    const last = this.#levels.at(-1);
    if (!last) return [];
    if (last.has(ANY)) return initial ? [...initial] : [ANY];
    const authorized = this.#levels
      .flatMap((level) => [...level.values()])
      .filter(({ policy, parents }) => policy !== ANY && [...parents].some((each) => each.policy === ANY));
    const policies = new Set(authorized.map(({ policy }) => policy));
    return [...policies].filter((policy) => initial === null || initial.has(policy));
  }

  /** Nodes without children go, level by level upwards; an empty last level empties the graph. */
  #prune(): void {
    if (this.#levels.at(-1)?.size === 0) {
      this.clear();
      return;
    }
    for (let index = this.#levels.length - 2; index >= 0; index--) {
      const below = [...(this.#levels[index + 1]?.values() ?? [])];
      const kept = new Set(below.flatMap(({ parents }) => [...parents]));
      const nodes = [...(this.#levels[index]?.values() ?? [])].filter((node) => kept.has(node));
      this.#levels[index] = levelOf(nodes);
    }
  }
}

/** (d)(1): under every node that expects the policy, else under anyPolicy. */
function childOf(above: Level, policy: string): PolicyNode[] {
  const expecting = [...above.values()].filter(({ expected }) => expected.has(policy));
  const any = above.get(ANY);
  const parents = expecting.length > 0 ? expecting : any ? [any] : [];
  return parents.length > 0 ? [{ policy, expected: new Set([policy]), parents: new Set(parents) }] : [];
}

/** (d)(2): the certificate's anyPolicy carries on whatever is expected and not named. */
function inheritedBy(above: Level, named: ReadonlySet<string>): PolicyNode[] {
  const expected = new Set([...above.values()].flatMap((node) => [...node.expected]));
  return [...expected]
    .filter((policy) => !named.has(policy))
    .map((policy) => {
      const parents = [...above.values()].filter((node) => node.expected.has(policy));
      return { policy, expected: new Set([policy]), parents: new Set(parents) };
    });
}

/** (b)(1): a mapped policy that is here only by anyPolicy gets a node of its own beside it. */
function mappedFromAny(level: Level, targets: ReadonlyMap<string, unknown>): PolicyNode[] {
  const any = level.get(ANY);
  if (!any) return [];
  return [...targets.keys()]
    .filter((policy) => !level.has(policy))
    .map((policy) => ({ policy, expected: new Set([policy]), parents: any.parents }));
}

/** Subject policies by issuer policy. */
function targetsOf(mappings: readonly PolicyMapping[]): ReadonlyMap<string, ReadonlySet<string>> {
  const targets = new Map<string, Set<string>>();
  for (const { issuerPolicy, subjectPolicy } of mappings) {
    targets.set(issuerPolicy, (targets.get(issuerPolicy) ?? new Set()).add(subjectPolicy));
  }
  return targets;
}

function levelOf(nodes: readonly PolicyNode[]): Level {
  return new Map(nodes.map((node) => [node.policy, node]));
}

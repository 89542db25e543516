/** What a caller asks of a path beside its being one (RFC 5280 6.1.1). */

export interface PathOptions {
  /** user-initial-policy-set; null: any-policy. */
  readonly policies: ReadonlySet<string> | null;
  readonly explicitPolicy: boolean;
  readonly inhibitPolicyMapping: boolean;
  readonly inhibitAnyPolicy: boolean;
  /** Intermediates that are not self-issued; null: no limit but the anchors'. */
  readonly maxDepth: number | null;
  /** Each must be allowed to the leaf, and to those above it that say so. */
  readonly extendedKeyUsage: readonly string[];
  /** `caller`: the leaf's validity is judged elsewhere, against a proof of existence. */
  readonly leafValidity: "check" | "caller";
  /** Whether algorithms must still be strong at that time; `caller`: judged elsewhere, against a proof of existence. */
  readonly strength: "check" | "caller";
}

export const DEFAULT_OPTIONS: PathOptions = {
  policies: null,
  explicitPolicy: false,
  inhibitPolicyMapping: false,
  inhibitAnyPolicy: false,
  maxDepth: null,
  extendedKeyUsage: [],
  leafValidity: "check",
  strength: "check",
};

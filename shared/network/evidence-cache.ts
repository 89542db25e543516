/** Where answers are kept; every one is judged again when it is taken out. */

export interface KeptAnswer {
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970. */
  readonly fetchedAt: number;
  readonly until: number;
}

/** Neither method throws: a cache that does not work is no reason to fail. */
export interface EvidenceCache {
  get(key: string): Promise<KeptAnswer | null>;
  put(key: string, answer: KeptAnswer): Promise<void>;
}

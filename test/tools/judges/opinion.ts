/** What a foreign program thinks of a signed file, in the same words for all of them. */

export interface SignatureOpinion {
  /** The signature value verifies over unchanged bytes. */
  readonly intact: boolean;
  /** The path ends at one of the given anchors; null where the judge was not asked. */
  readonly trusted: boolean | null;
  /** No byte of the file lies outside the signed ranges and the gap. */
  readonly wholeFile: boolean;
  /** The judge's own name of the form, such as "PAdES-BASELINE-B". */
  readonly format: string | null;
}

export interface Opinion {
  readonly file: string;
  /** First signed first. Empty where the judge sees no signature. */
  readonly signatures: readonly SignatureOpinion[];
  /** Where the judge gave up on the file. */
  readonly error: string | null;
}

/** Judges files that may each be signed under any of the anchors (paths of PEM files). */
export type Judge = (files: readonly string[], anchors: readonly string[]) => Promise<Opinion[]>;

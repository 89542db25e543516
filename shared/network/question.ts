/** A question to services, and how their answers are looked at before the judge sees them. */

import type { ServiceFault } from "../protocol/service-faults.ts";
import type { ServiceRequest } from "./transport.ts";

/** What an answer is worth. The judge of the verdict looks at its signature once more, with everything around it. */
export type Judgement =
  | {
      readonly ok: true;
      /** DER. */
      readonly items: readonly Uint8Array[];
      /** After that it says nothing new. */
      readonly until: Date;
      /** Nothing else need be asked. */
      readonly settles: boolean;
    }
  /** `items`: what is still evidence, such as an old revocation. */
  | { readonly ok: false; readonly fault: ServiceFault; readonly items: readonly Uint8Array[] };

export interface Attempt {
  readonly post: ServiceRequest["post"];
  readonly judge: (bytes: Uint8Array) => Judgement;
}

export interface Question {
  readonly kind: "ocsp" | "crl" | "certificate";
  /** Equal for questions with one answer. */
  readonly key: string;
  readonly urls: readonly string[];
  /** Tried in turn at each address, as long as the service does not understand. */
  readonly attempts: readonly Attempt[];
  /** For an answer that was kept: it was to an earlier question. */
  readonly judgeKept: (bytes: Uint8Array) => Judgement;
  readonly maxBytes: number;
  /** An answer younger than that, in milliseconds, is not asked for anew. */
  readonly youngFor: number;
}

export function refuse(fault: ServiceFault, items: readonly Uint8Array[] = []): Judgement {
  return { ok: false, fault, items };
}

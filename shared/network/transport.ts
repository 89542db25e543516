/** How a service is asked: the one thing that differs between the host, the extension and a test. */

import type { ServiceFault } from "../protocol/service-faults.ts";

export interface ServiceRequest {
  /** As a certificate or the administrator names it; the transport judges it. */
  readonly url: string;
  /** null: GET. */
  readonly post: { readonly type: string; readonly body: Uint8Array } | null;
  /** Bytes of the largest answer. */
  readonly maxBytes: number;
}

export type ServiceAnswer =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly fault: ServiceFault };

/** Never throws but USER_CANCELLED, where `signal` is aborted. Redirects are judged like the address itself. */
export type Transport = (request: ServiceRequest, signal?: AbortSignal) => Promise<ServiceAnswer>;

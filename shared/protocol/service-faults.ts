/** Why a service on the network gave nothing that can be used: one closed, append-only list. */

export const SERVICE_FAULTS = [
  /** Not an http(s) address, or one of this computer or its local network. */
  "address",
  /** The browser has no permission for that site. */
  "permission",
  /** No such name, no connection, broken off. */
  "unreachable",
  "timeout",
  /** Any status but 200. */
  "status",
  /** Too many, or where none is followed. */
  "redirect",
  "too-large",
  /** Not what was asked for, or an answer that declines. */
  "malformed",
  /** About another certificate. */
  "other",
  /** An answer to an earlier question. */
  "nonce",
  "signature",
  "stale",
  "future",
] as const;

export type ServiceFault = (typeof SERVICE_FAULTS)[number];

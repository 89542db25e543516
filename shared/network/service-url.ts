/** Which addresses of services may be asked at all. */

import { isAddress, isPublicAddress } from "./address.ts";

export interface ServiceUrl {
  readonly url: URL;
  /** Without brackets, lower case. */
  readonly host: string;
  /** "HOST:PORT", the port also where it is the usual one. */
  readonly place: string;
  /** The user or the administrator named this place: it may be private. */
  readonly isAllowed: boolean;
}

/** Names that never leave this computer or its network (RFC 6761, 6762, 8375). */
const LOCAL_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)$/;

/**
 * @param isAllowed by `place`
 * @returns null for what is not http(s), carries a password, or names this computer or its network
 */
export function readServiceUrl(text: string, isAllowed: (place: string) => boolean): ServiceUrl | null {
  const url = parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  const host = url.hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
  const place = `${host}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;
  const allowed = isAllowed(place);
  return allowed || mayBePublic(host) ? { url, host, place, isAllowed: allowed } : null;
}

/** A name may still resolve to a private address: whoever resolves it has to look. */
function mayBePublic(host: string): boolean {
  if (isAddress(host)) return isPublicAddress(host);
  return host.includes(".") && !LOCAL_NAMES.test(host);
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

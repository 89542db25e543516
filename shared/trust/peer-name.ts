/** Whether a certificate speaks for a host, an address or a mailbox (RFC 9525 6, RFC 5280 4.2.1.6); never by its common name. */

import { equalBytes } from "../bytes.ts";
import type { GeneralName } from "./general-name.ts";
import { isHost, splitMailbox } from "./name-forms.ts";

export interface PeerName {
  readonly kind: "DNS" | "IP" | "RFC822";
  readonly value: string;
}

/**
 * @param names the alternative names of the leaf; where they are directory names only, there is nothing that could contradict
 */
export function speaksFor(names: readonly GeneralName[], peer: PeerName): boolean {
  if (names.length > 0 && names.every(({ kind }) => kind === "directory")) return true;
  switch (peer.kind) {
    case "DNS":
      return (
        isHost(peer.value) && names.some((name) => name.kind === "dns" && coversHost(name.text, peer.value))
      );
    case "IP": {
      const address = parseAddress(peer.value);
      return address !== null && names.some((name) => name.kind === "ip" && equalBytes(name.octets, address));
    }
    case "RFC822":
      return names.some((name) => name.kind === "email" && isSameMailbox(name.text, peer.value));
  }
}

/** RFC 9525 6.3: a wildcard is the whole first label and stands for one label, never for one right under a top-level domain. */
function coversHost(pattern: string, host: string): boolean {
  const [own, wanted] = [pattern.toLowerCase(), host.toLowerCase()];
  if (!own.startsWith("*.")) return own === wanted;
  const parent = own.slice(2);
  return parent.includes(".") && wanted.slice(wanted.indexOf(".") + 1) === parent;
}

function isSameMailbox(a: string, b: string): boolean {
  const [own, wanted] = [splitMailbox(a), splitMailbox(b)];
  return own !== null && own.local === wanted?.local && own.host === wanted.host;
}

/** Octets of a dotted IPv4 or a colon-separated IPv6 address (RFC 4291 2.2); null where it is none. */
function parseAddress(text: string): Uint8Array | null {
  if (!text.includes(":")) return parseIpv4(text);
  const halves = text.split("::");
  const [front = [], back = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - front.length - back.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return null;
  const groups = [...front, ...Array.from({ length: missing }, () => "0"), ...back];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return Uint8Array.from(groups.flatMap((group) => octetsOf(Number.parseInt(group, 16))));
}

function parseIpv4(text: string): Uint8Array | null {
  const parts = text.split(".");
  const lawful = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return lawful ? Uint8Array.from(parts, Number) : null;
}

function octetsOf(group: number): [number, number] {
  return [group >> 8, group & 0xff];
}

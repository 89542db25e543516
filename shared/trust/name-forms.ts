/** Syntax of the names in certificates and which of them lie in a subtree (RFC 5280 4.2.1.6, 4.2.1.10, 7.2-7.5). */

/** Underscores are no part of a host name, but stand in real certificates. */
const LABEL = /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$/;
const MAX_HOST = 253;

export function isHost(text: string): boolean {
  return text.length <= MAX_HOST && text.split(".").every((label) => LABEL.test(label));
}

/** A host, or one with `*` as its whole first label. */
export function isDnsName(text: string): boolean {
  return isHost(text.startsWith("*.") ? text.slice(2) : text);
}

/** A base of a dNSName subtree: a host, the empty text for all, or `.host` for what lies below it. */
export function isDnsBase(text: string): boolean {
  return text === "" || isHost(text.replace(/^\./, ""));
}

/** RFC 5280 4.2.1.10: labels may be added on the left. */
export function isDnsWithin(name: string, base: string): boolean {
  const [own, above] = [name.toLowerCase(), base.toLowerCase()];
  if (above === "") return true;
  return above.startsWith(".") ? own.endsWith(above) : own === above || own.endsWith(`.${above}`);
}

/** Whether a name reaches into an excluded subtree; a wildcard also where only one of the hosts it stands for does. */
export function reachesDns(name: string, base: string): boolean {
  if (isDnsWithin(name, base)) return true;
  if (!name.startsWith("*.")) return false;
  const parent = base.replace(/^\./, "").split(".").slice(1).join(".");
  return parent !== "" && name.slice(2).toLowerCase() === parent.toLowerCase();
}

/** Local part and host of a mailbox; null where the text is none. */
export function splitMailbox(text: string): { local: string; host: string } | null {
  const at = text.lastIndexOf("@");
  const [local, host] = [text.slice(0, at), text.slice(at + 1)];
  const lawful = at > 0 && /^[\x21-\x7e]+$/.test(local) && isHost(host);
  return lawful ? { local, host: host.toLowerCase() } : null;
}

/** A mailbox, a host, or `.host`. */
export function isEmailBase(text: string): boolean {
  return text.includes("@") ? splitMailbox(text) !== null : isHost(text.replace(/^\./, ""));
}

/** RFC 5280 4.2.1.10: one mailbox, all at one host, or all in a domain. */
export function isEmailWithin({ local, host }: { local: string; host: string }, base: string): boolean {
  const mailbox = splitMailbox(base);
  if (mailbox) return mailbox.local === local && mailbox.host === host;
  return isHostWithin(host, base);
}

/** The host of a URI; null where it has no authority or an address in place of a name (RFC 5280 4.2.1.10: then it is refused). */
export function hostOfUri(uri: string): string | null {
  const [, authority] = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/.exec(uri) ?? [];
  const host = authority?.replace(/^.*@/s, "").replace(/:\d*$/, "");
  return host && isHost(host) && !/^[\d.]+$/.test(host) ? host.toLowerCase() : null;
}

/** Bases of URIs and mailboxes: a host is only itself, `.host` is all that lies below it. */
export function isHostWithin(host: string, base: string): boolean {
  const above = base.toLowerCase();
  return above.startsWith(".") ? host.endsWith(above) : host === above;
}

/** Address and mask (RFC 4632): 8 or 32 octets, the mask's ones in front. */
export function isAddressBase(octets: Uint8Array): boolean {
  if (octets.length !== 8 && octets.length !== 32) return false;
  const mask = Array.from(octets.subarray(octets.length / 2), (octet) => octet.toString(2).padStart(8, "0"));
  return /^1*0*$/.test(mask.join(""));
}

export function isAddressWithin(address: Uint8Array, base: Uint8Array): boolean {
  const size = base.length / 2;
  if (address.length !== size) return false;
  return address.every((octet, index) => {
    const mask = base[size + index] ?? 0;
    return (octet & mask) === ((base[index] ?? 0) & mask);
  });
}

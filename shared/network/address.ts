/**
 * Whether an IP address belongs to the public internet (IANA special-purpose registries, RFC 6890). Addresses come out of
 * certificates that anybody can make: whatever stands behind this computer's own network is not asked for them.
 */

/** First octets and prefix lengths that are not public. */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

/** @param text an address as the URL standard writes it, IPv6 without brackets. False for what is no address. */
export function isPublicAddress(text: string): boolean {
  const four = readV4(text);
  if (four !== null) return isPublicV4(four);
  const groups = readV6(text);
  return groups !== null && isPublicV6(groups);
}

/** Whether `text` is an address at all, and not a name. */
export function isAddress(text: string): boolean {
  return readV4(text) !== null || readV6(text) !== null;
}

function isPublicV4(address: number): boolean {
  return !PRIVATE_V4.some(([prefix, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(address / size) === Math.floor((readV4(prefix) ?? 0) / size);
  });
}

/** Global unicast is 2000::/3; in it lie ways to embed an IPv4 address, which then counts. */
function isPublicV6(groups: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  const last = g * 0x10000 + h;
  const isZero = (...values: readonly number[]) => values.every((value) => value === 0);
  // IPv4-mapped (RFC 4291 2.5.5.2) and the well-known NAT64 prefix (RFC 6052 2.1).
  if (isZero(a, b, c, d, e) && f === 0xffff) return isPublicV4(last);
  if (a === 0x64 && b === 0xff9b && isZero(c, d, e, f)) return isPublicV4(last);
  if (a < 0x2000 || a > 0x3fff) return false;
  // 6to4 (RFC 3056 2).
  if (a === 0x2002) return isPublicV4(b * 0x10000 + c);
  // Teredo and other protocol assignments, documentation, documentation (RFC 9637).
  return !(a === 0x2001 && (b < 0x200 || b === 0xdb8)) && !(a === 0x3fff && b < 0x1000);
}

function readV4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** Eight groups; `::` and a dotted end are understood, a zone is not. */
function readV6(text: string): number[] | null {
  const halves = withoutDots(text)?.split("::");
  if (!halves || halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<string>(Math.max(0, missing)).fill("0"), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

/** RFC 4291 2.2 (3): the last two groups may be written as an IPv4 address. */
function withoutDots(text: string): string | null {
  if (!text.includes(":")) return null;
  if (!text.includes(".")) return text;
  const cut = text.lastIndexOf(":") + 1;
  const four = readV4(text.slice(cut));
  if (four === null) return null;
  return `${text.slice(0, cut)}${(four >>> 16).toString(16)}:${(four & 0xffff).toString(16)}`;
}

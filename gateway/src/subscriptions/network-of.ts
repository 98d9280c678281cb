import { isIPv6 } from 'node:net';

/** IPv4 as it stands in an IPv6 address (RFC 4291, section 2.5.5.2). */
const MAPPED = /^::ffff:(?=[\d.]+$)/i;

/**
 * Whose an address is, as far as it says: an IPv4 address by itself, of an IPv6 address the first 64 bits, for whoever has one
 * has all others with these (RFC 4291, section 2.5.4; RFC 6177).
 */
export function networkOf(address: string): string {
  const plain = address.replace(MAPPED, '');
  if (!isIPv6(plain)) return plain;
  // Written as short as can be (WHATWG URL, IPv6 serializer): what is left out is zeros.
  const { hostname } = new URL(`http://[${plain.replace(/%.*$/, '')}]`);
  const [before = [], after = []] = hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}

import { BlockList, isIP } from 'node:net';

/** Whether whoever stands at an address is believed to say for whom they ask. */
export type Trusts = (address: string) => boolean;

/** An entry is neither an address nor a range of addresses. */
export class NoRange extends Error {
  constructor(readonly entry: string) {
    super(`"${entry}" is no IP address and no range of addresses.`);
  }
}

/** Reads addresses and ranges (RFC 4632; RFC 4291, section 2.3), with commas between. Throws {@link NoRange}. */
export function readTrustedProxies(text: string): Trusts {
  const ranges = new BlockList();
  for (const entry of text.split(',')) {
    const { address, length, family } = rangeIn(entry.trim());
    ranges.addSubnet(address, length, family);
  }
  // It knows an IPv4 address also where it stands in an IPv6 address.
  return (address) => ranges.check(address, familyOf(address));
}

function rangeIn(entry: string) {
  const [, address = '', digits] = /^([^/%]*)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const family = familyOf(address);
  const longest = family === 'ipv4' ? 32 : 128;
  const length = digits === undefined ? longest : Number(digits);
  if (isIP(address) === 0 || length > longest) throw new NoRange(entry);
  return { address, length, family } as const;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

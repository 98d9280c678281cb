import { isIP, SocketAddress } from 'node:net';

/** The headers by which proxies say for whom they ask. */
export const PROXY_HEADERS = ['x-forwarded-for', 'forwarded'] as const;
export type ProxyHeader = (typeof PROXY_HEADERS)[number];

/** For whom was asked, from the first who asked to the last; null stands for what is no address. */
export type ForwardedFor = readonly (string | null)[];

export const forwardedFor = (header: ProxyHeader, text: string): ForwardedFor =>
  header === 'forwarded' ? inForwarded(text) : text.split(',').map(addressIn);

/** A pair, and what comes after it. In an unquoted value more is taken than may stand there: proxies forget the quotes of IPv6. */
const PAIR = /[ \t]*([\w!#$%&'*+.^`|~-]+)=("(?:[^"\\]|\\.)*"|[^\s",;]*)[ \t]*(;|,|$)/y;

/**
 * Reads `Forwarded` (RFC 7239, section 4). Nothing is taken from one that is not written as it should be: what its first writer
 * left open, a quote for one, might have swallowed what the others wrote.
 */
function inForwarded(text: string): ForwardedFor {
  const all: (string | null)[] = [];
  const pair = new RegExp(PAIR);
  let element: string | null = null;
  for (let read = pair.exec(text); read !== null; read = pair.exec(text)) {
    const [, name, value, end] = read;
    if (name!.toLowerCase() === 'for') element = addressIn(value!.replace(/^"(.*)"$/, '$1'));
    if (end === ';') continue;
    all.push(element);
    element = null;
    if (end === '') return all;
  }
  return UNREADABLE;
}

const UNREADABLE: ForwardedFor = [null];

/** An address by itself, or with the port it was asked from: an IPv6 address is then in brackets. */
function addressIn(text: string): string | null {
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\]|([\d.]+))(?::[\w.-]+)?$/.exec(text.trim()) ?? [];
  const address = bracketed ?? dotted ?? text.trim();
  return bracketed !== undefined && isIP(bracketed) !== 6 ? null : plainAddress(address);
}

/** An address written as it is mostly written, an IPv4 address as such; null where it is none. */
export function plainAddress(text: string): string | null {
  const version = isIP(text);
  if (version !== 6) return version === 4 ? text : null;
  return new SocketAddress({ address: text, family: 'ipv6' }).address.replace(/^::ffff:(?=[\d.]+$)/, '');
}

import type { IncomingMessage } from 'node:http';
import { forwardedFor, plainAddress, type ProxyHeader } from './forwarded-for.ts';
import type { Trusts } from './trusted-proxies.ts';

/** The proxies before this gateway, and by which header they say for whom they ask. */
export interface Proxies {
  readonly trusts: Trusts;
  readonly header: ProxyHeader;
}

/**
 * From where a request comes: from the other end of its connection, and where a trusted proxy is there from where that says. Of
 * what several proxies said, the last word comes first, and none is asked on whose address is no trusted proxy's: what stands before
 * is what its sender made up. Where a proxy says something that is no address, that of the connection counts.
 */
export const addressOfCaller =
  ({ trusts, header }: Proxies) =>
  ({ socket, headers }: Pick<IncomingMessage, 'headers'> & AtAddress): string => {
    const connected = plainAddress(socket.remoteAddress ?? '');
    if (connected === null || !trusts(connected)) return connected ?? '';
    const said = headers[header];
    let nearest = connected;
    for (const address of typeof said === 'string' ? forwardedFor(header, said).toReversed() : []) {
      if (address === null) return connected;
      nearest = address;
      if (!trusts(address)) break;
    }
    return nearest;
  };

interface AtAddress {
  readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'>;
}

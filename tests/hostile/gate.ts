import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** The only way to a server, which can be shut: to who comes through it, the server is stopped. */
export interface Gate {
  readonly url: string;
  open(): Promise<void>;
  shut(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a gate before the server of a URL. */
export async function openGate(url: string): Promise<Gate> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((inside) => {
    const outside = createConnection(Number(port), hostname);
    for (const [from, to] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => sockets.delete(from) && to.destroy());
    }
  });
  const open = async (at: number): Promise<void> => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  };
  const shut = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  await open(0);
  const place = (server.address() as AddressInfo).port;
  const through = new URL(url);
  [through.hostname, through.port] = ['127.0.0.1', String(place)];
  return {
    url: through.href,
    open: () => open(place),
    shut,
    close: async () => {
      if (server.listening) await shut();
    },
  };
}

import { readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { serveChanges } from '@lienthong/shared/changes/serve-changes';
import { createFront, listen } from '@lienthong/shared/http/front';
import { openOwner, stranger, type Owner } from '../agreements/owner.ts';
import { askAt } from '../support/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { silent } from '../support/log.ts';
import { startFakeExchange, until, type FakeExchange } from './fake-exchange.ts';

/** Our graph, in which the Ministry of Justice tells of births as they are registered. */
const SUPERGRAPH = readFileSync('gateway/supergraph.graphql', 'utf8').replace(
  /^(type Subscription\b[^{]*\{)/m,
  `$1
  "Khai sinh: a birth as it is registered."
  birthRegistered: BirthRegistration @join__field(graph: MOJ) @classified(sharing: OPEN, personal: NONE, secrecy: NONE)`,
);
const REGISTERED = 'subscription { birthRegistered { number placeOfBirth } }';

const folder = temporaryFolder();
/** Who follows the births at the ministry. */
const followers = new Set<ServerResponse>();
let owner: Owner;
let exchange: FakeExchange;
let stopMinistry: () => Promise<void>;
beforeAll(async () => {
  owner = await openOwner();
  const ministry = createFront({ log: silent, bodyLimit: 100_000 });
  serveChanges(ministry, owner.feed, async () => {});
  ministry.post('/graphql', ({ headers: { accept } }, reply) => {
    if (accept !== 'text/event-stream') return reply.send({ data: { __lt_birthRegistration: null } });
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    followers.add(reply.raw);
    reply.raw.once('close', () => followers.delete(reply.raw));
  });
  const port = await listen(ministry, { host: '127.0.0.1', port: 0, name: 'a ministry', variable: 'PORT' });
  stopMinistry = async () => {
    ministry.server.closeAllConnections();
    await ministry.close();
    await owner.close();
  };
  const file = join(folder.path, 'births.graphql');
  writeFileSync(file, SUPERGRAPH);
  exchange = await startFakeExchange({ SUPERGRAPH: file }, { moj: `http://127.0.0.1:${port}/graphql` });
}, 60_000);
afterAll(async () => {
  await exchange.stop();
  await stopMinistry();
  folder.remove();
});

const registered = (number: string): void => {
  const data = { birthRegistered: { __typename: 'BirthRegistration', number, placeOfBirth: 'Hà Nội' } };
  for (const follower of followers) follower.write(`event: next\ndata: ${JSON.stringify({ data })}\n\n`);
};

const headers = () =>
  exchange.callerOf({
    agency: 'moh',
    system: 'moh-desk',
    officer: 'moh-1',
    purpose: 'birth-registration',
    procedure: '1.001193',
    case: { id: 'HS-1', subjects: ['003226000014'] },
  });

/** Lets the Ministry of Health read these fields of births, and waits until the gateway knows. */
async function agree(...names: ('number' | 'placeOfBirth')[]): Promise<string> {
  const fields = [...names.map((name) => `BirthRegistration.${name}`), 'Query.birthRegistration'];
  const { id } = await owner.ask({ fields }, stranger);
  await owner.take(id, 'APPROVE');
  await owner.take(id, 'COUNTERSIGN');
  await until(async () => {
    const asked = `{ birthRegistration(number: "1") { ${names.join(' ')} } }`;
    const { body } = await askAt(`${exchange.gateway.url}/graphql`, asked, {}, await headers());
    return body.errors === undefined;
  });
  return id;
}

interface Told {
  readonly codes: unknown[];
  readonly data: unknown;
  readonly receipt: string | null | undefined;
}

/** Follows the births as the Ministry of Health, and gives each answer as it comes; null for the end. */
async function follow(): Promise<() => Promise<Told | null>> {
  const client = createClient({
    url: `${exchange.gateway.url}/graphql`,
    retryAttempts: 0,
    headers: await headers(),
  });
  const events = client.iterate<Record<string, unknown>, { exchange: { receipt?: string | null } }>({
    query: REGISTERED,
  });
  return async () => {
    const { value, done } = await events.next();
    if (done) return null;
    const { data, errors = [], extensions } = value;
    return {
      data,
      codes: errors.map((error) => error.extensions?.['code']),
      receipt: extensions?.exchange.receipt,
    };
  };
}

it('A grant that is suspended ends what is subscribed to under it within a second, though nothing happens', async () => {
  const id = await agree('number', 'placeOfBirth');
  const next = await follow();
  const first = next();
  await until(() => followers.size === 1);
  registered('KS-1');
  expect(await first).toEqual({
    data: { birthRegistered: { number: 'KS-1', placeOfBirth: 'Hà Nội' } },
    codes: [],
    receipt: expect.any(String),
  });

  const suspendedAt = Date.now();
  await owner.take(id, 'SUSPEND');
  const last = await next();
  expect(Date.now() - suspendedAt).toBeLessThan(1_000);
  expect(last).toEqual({
    data: { birthRegistered: null },
    codes: ['SUSPENDED', 'SUSPENDED', 'RIGHTS_CHANGED'],
    receipt: expect.any(String),
  });
  expect(await next()).toBeNull();
  await until(() => followers.size === 0);

  const [written] = await exchange.receipts();
  expect([written!.id, written!.outcome, written!.agencies]).toEqual([
    last!.receipt,
    'REFUSED',
    [expect.objectContaining({ agency: 'moj', given: [] })],
  ]);
});

it('A grant that gives more ends it too, and its last event, of which nothing is told, has no receipt', async () => {
  await agree('number');
  const next = await follow();
  const first = next();
  await until(() => followers.size === 1);
  registered('KS-2');
  expect(await first).toEqual({
    data: { birthRegistered: { number: 'KS-2', placeOfBirth: null } },
    codes: [expect.any(String)],
    receipt: expect.any(String),
  });

  await agree('placeOfBirth');
  expect(await next()).toEqual({ data: null, codes: ['RIGHTS_CHANGED'], receipt: null });
  expect(await next()).toBeNull();
  const outcomes = (await exchange.receipts()).map(({ outcome }) => outcome);
  expect(outcomes).not.toContain('FAILED');
});

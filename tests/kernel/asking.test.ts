import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createAskExchange, noExchange } from '@lienthong/shared/asking/ask-exchange';
import { clientCredentials } from '@lienthong/shared/asking/client-credentials';
import { openAsking } from '@lienthong/shared/asking/open-asking';
import { readSettings } from '@lienthong/shared/environment';
import { decodeJwt } from 'jose';
import { temporaryFolder } from '../support/folder.ts';

interface Seen {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that says the same to everybody, and remembers what it was asked. */
async function saying(body: string, status = 200): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, seen };
}

const QUESTION = {
  query: '{ citizen(personalId: "") { fullName } }',
  purpose: 'birth-registration',
  case: { id: 'HS-1', subjects: ['003185000017'] },
};
const asker = (url: string) =>
  createAskExchange({ url, agency: 'moj', system: 'moj-records', tokenFor: async () => 'token' });

describe('An agency asks the exchange', () => {
  it('in its own name, for one purpose and case, with the variables apart', async () => {
    const folder = temporaryFolder();
    const { url, seen } = await saying('{"data":{"citizen":null}}');
    const asking = await openAsking(readSettings({ DATA_DIR: folder.path, EXCHANGE_URL: url }));
    expect(await asking('moj')({ ...QUESTION, variables: { a: 1 } })).toEqual({
      data: { citizen: null },
      errors: [],
    });
    const [{ headers, body }] = seen as [Seen];
    expect(decodeJwt(headers.authorization!.replace('Bearer ', ''))).toMatchObject({
      iss: 'http://127.0.0.1:4000/issuer',
      aud: 'lienthong',
      agency: 'moj',
      system: 'moj-records',
      purpose: 'birth-registration',
      case: QUESTION.case,
    });
    expect(JSON.parse(body)).toEqual({ query: QUESTION.query, variables: { a: 1 } });
    folder.remove();
  });

  it('and hears the errors beside the data', async () => {
    const { url } = await saying(
      '{"data":{"citizen":null},"errors":[{"message":"No.","path":["citizen"],"extensions":{"code":"NO_GRANT"}}]}',
    );
    const { errors } = await asker(url)(QUESTION);
    expect(errors).toMatchObject([{ path: ['citizen'], extensions: { code: 'NO_GRANT' } }]);
  });

  it.each([
    ['nobody listens', async () => 'http://127.0.0.1:1/graphql'],
    ['what comes back is no answer', async () => (await saying('<html>')).url],
    ['what comes back is another answer', async () => (await saying('{"data":[]}')).url],
  ])('and is told so where %s', async (_, url) => {
    await expect(asker(await url())(QUESTION)).rejects.toMatchObject({ code: 'EXCHANGE_UNREACHABLE' });
  });

  it('and is told so where nothing connects it', async () => {
    await expect(noExchange(QUESTION)).rejects.toMatchObject({ code: 'EXCHANGE_UNREACHABLE' });
  });
});

describe('Tokens by client credentials', () => {
  const source = (url: string) =>
    clientCredentials({ url, clientId: 'moj', clientSecret: 'a b', audience: 'lienthong' });

  it('are asked for with what for and about whom, and used again until they end', async () => {
    const { url, seen } = await saying('{"access_token":"abc","expires_in":300}');
    const tokenFor = source(url);
    expect(await tokenFor({ agency: 'moj', purpose: 'one' })).toBe('abc');
    await tokenFor({ agency: 'moj', purpose: 'one' });
    await tokenFor({ agency: 'moj', purpose: 'two' });
    expect(seen).toHaveLength(2);
    const form = new URLSearchParams(seen[0]!.body);
    expect(form.get('grant_type')).toBe('client_credentials');
    expect(JSON.parse(form.get('authorization_details')!)).toEqual([
      { type: 'lienthong', agency: 'moj', purpose: 'one' },
    ]);
    expect(seen[0]!.headers.authorization).toBe(`Basic ${Buffer.from('moj:a%20b').toString('base64')}`);
  });

  it('that end at once are asked for each time', async () => {
    const { url, seen } = await saying('{"access_token":"abc","expires_in":5}');
    const tokenFor = source(url);
    await tokenFor({});
    await tokenFor({});
    expect(seen).toHaveLength(2);
  });

  it.each([
    ['refused', '{"error":"invalid_client"}', 401],
    ['no token', '{}', 200],
  ])('that are %s end the question', async (_, body, status) => {
    const { url } = await saying(body, status);
    await expect(source(url)({})).rejects.toMatchObject({ code: 'EXCHANGE_UNREACHABLE' });
  });

  it('need a client', async () => {
    const folder = temporaryFolder();
    const settings = readSettings({ DATA_DIR: folder.path, EXCHANGE_TOKEN_URL: 'http://127.0.0.1:1/token' });
    await expect(openAsking(settings)).rejects.toThrow(/needs EXCHANGE_CLIENT_ID/);
    folder.remove();
  });
});

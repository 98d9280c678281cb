import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readGatewayConfig, startGateway, type RunningGateway } from '@lienthong/gateway';
import { readArguments } from '@lienthong/gateway/arguments';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { readCases } from '../federation/support/case-files.ts';
import { createFederation } from '../federation/support/federation.ts';
import { readWorld } from '../federation/support/world.ts';
import { askAt, type AnswerBody } from '../support/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { keptLog } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { answerJson, startFakeAgency } from './fake-agency.ts';
import { servePlainSubgraphs, type PlainSubgraphs } from './plain-subgraphs.ts';

const { schemas, data, questions } = readCases('tests/federation/cases').find(
  ({ feature }) => feature === 'keys',
)!;
const federation = createFederation(schemas, readWorld(data));
const folder = temporaryFolder();
const file = join(folder.path, 'theirs.graphql');
const nowhere = join(folder.path, 'nowhere');
const kept = keptLog();
const BARE = ['--without', 'rules,seals,receipts'];

let subgraphs: PlainSubgraphs;
beforeAll(async () => {
  subgraphs = await servePlainSubgraphs(federation);
  writeFileSync(file, subgraphs.supergraph);
});
afterAll(async () => {
  await subgraphs.close();
  folder.remove();
});

/** As the command starts it, at any free port; there are no data and no law here. */
function start(args: readonly string[], environment: Record<string, string> = {}): Promise<RunningGateway> {
  const { mode, variables } = readArguments(args, { DATA_DIR: nowhere, LAW_DIR: nowhere, ...environment });
  return startGateway({ ...readGatewayConfig({ ...PLANNED_HERE, ...variables }, mode), port: 0 }, kept.log);
}

async function using<Result>(
  args: readonly string[],
  use: (gateway: RunningGateway) => Promise<Result>,
  environment: Record<string, string> = {},
): Promise<Result> {
  const gateway = await start(args, environment);
  try {
    return await use(gateway);
  } finally {
    await gateway.stop();
  }
}

const ask = async (
  { url }: RunningGateway,
  query: string,
  variables?: Record<string, unknown>,
): Promise<AnswerBody> => (await askAt(`${url}/graphql`, query, variables)).body;
const readiness = async ({ url }: RunningGateway): Promise<unknown> => (await fetch(`${url}/readyz`)).json();

describe.each(['ours', 'apollo'])('A supergraph of others, with the engine %s', (engine) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await start(['--supergraph', file, ...BARE, '--engine', engine]);
  });
  afterAll(() => gateway.stop());

  it.each(
    questions
      .filter(({ broken }) => !(engine in broken))
      .map(({ name, query, variables }) => [name, query, variables] as const),
  )('is answered as by one server that knows all: %s', async (_, query, variables) => {
    const { data, errors } = await federation.expected({ query, variables });
    expect(errors).toBeUndefined();
    expect(await ask(gateway, query, variables)).toEqual({
      data: JSON.parse(JSON.stringify(data)) as unknown,
      extensions: { exchange: { requestId: expect.any(String) } },
    });
  });

  it('shows the whole graph, and tells mistakes by their codes', async () => {
    const { data } = await ask(gateway, '{ __type(name: "Product") { fields { name } } }');
    const names = (data.__type.fields as readonly { readonly name: string }[]).map(({ name }) => name);
    expect(names).toContain('shelf');
    const wrong = await Promise.all(
      [
        ['{', {}],
        ['{ nothing }', {}],
        ['query ($u: ID!) { product(upc: $u) { upc } }', {}],
      ].map(([query, variables]) => ask(gateway, query as string, variables as Record<string, unknown>)),
    );
    expect(wrong.map(({ errors }) => errors![0]!.extensions.code)).toEqual([
      'GRAPHQL_PARSE_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
      'BAD_USER_INPUT',
    ]);
  });

  it('says at /readyz what it runs without, and that the subgraphs answer', async () => {
    expect(await readiness(gateway)).toEqual({
      status: 'ready',
      notReady: [],
      without: ['rules', 'seals', 'receipts'],
      ...(engine !== 'ours' && { engine }),
    });
  });

  it('is warned of in the log, and seals and writes nothing', async () => {
    expect(kept.lines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        engine,
        msg: expect.stringMatching(/^This gateway runs without rules, seals, receipts/),
      }),
    );
    await ask(gateway, questions[0]!.query);
    expect(subgraphs.asked.filter((headers) => headers[SEAL_HEADER] !== undefined)).toEqual([]);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('has the limits of every question, unless it runs without them', async () => {
    const aliases = `{ ${Array.from({ length: 20 }, (_, index) => `p${index}: products { a: upc b: upc }`).join(' ')} }`;
    expect((await ask(gateway, aliases)).errors).toMatchObject([{ extensions: { code: 'LIMIT_ALIASES' } }]);
    await using(
      ['--supergraph', file, '--without', 'rules,seals,receipts,limits', '--engine', engine],
      async (unbounded) => {
        expect((await ask(unbounded, aliases)).errors).toBeUndefined();
      },
    );
  });
});

describe('A gateway', () => {
  it('that decides nothing asks for no issuer, nor for a law, in production either', async () => {
    const environment = { NODE_ENV: 'production' };
    await using(
      ['--supergraph', file, ...BARE],
      async (gateway) => {
        const response = await fetch(`${gateway.url}/graphql?query={__typename}`, {
          headers: { authorization: 'Bearer of-somebody-else' },
        });
        expect([response.status, await response.json()]).toMatchObject([
          200,
          { data: { __typename: 'Query' } },
        ]);
      },
      environment,
    );
    expect(() => readGatewayConfig(environment)).toThrow(/DEVELOPMENT_ISSUER/);
  });

  it('tells of a subgraph that went away, and serves the others', async () => {
    const others = await servePlainSubgraphs(federation);
    const path = join(folder.path, 'others.graphql');
    writeFileSync(path, others.supergraph);
    await using(['--supergraph', path, ...BARE], async (gateway) => {
      expect(await readiness(gateway)).toMatchObject({ status: 'ready' });
      await others.stop('halls');
      const { data, errors } = await ask(gateway, '{ product(upc: "p1") { upc shelf { light } } }');
      expect(data.product).toEqual({ upc: 'p1', shelf: { light: null } });
      expect(errors).toMatchObject([{ extensions: { code: 'AGENCY_UNAVAILABLE', agency: 'halls' } }]);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      expect(await readiness(gateway)).toMatchObject({ status: 'degraded', notReady: ['halls'] });
    });
    await others.close();
  });

  it('with rules asks nobody whom the list does not name', async () => {
    await expect(
      start(['--supergraph', file], { LAW_DIR: 'law', DATA_DIR: folder.path }),
    ).rejects.toMatchObject({
      code: 'SUPERGRAPH_UNUSABLE',
      message: expect.stringMatching(/names the subgraph [a-z]+, which is not in the list of subgraphs/),
    });
  });

  it('does not guess where a subgraph answers', async () => {
    const path = join(folder.path, 'local.graphql');
    writeFileSync(path, federation.supergraphSdl);
    await expect(start(['--supergraph', path, ...BARE])).rejects.toMatchObject({
      code: 'SUPERGRAPH_UNUSABLE',
      message: expect.stringMatching(/answers at "local:[a-z]+", which is no HTTP address/),
    });
  });

  it('of our own asks where its list says, sealed where seals are on, and has nothing to tell of rules it does not have', async () => {
    const agency = await startFakeAgency(answerJson({ data: { ministryOfJustice: { name: 'Bộ Tư pháp' } } }));
    const environment = { DATA_DIR: folder.path, SUBGRAPH_URL: `${agency.url}?{name}` };
    const asked = await using(
      ['--without', 'rules,receipts'],
      async (gateway) => [
        await ask(gateway, '{ ministryOfJustice { name } }'),
        await ask(gateway, '{ whoMayRead(field: "Citizen.fullName") { who } }'),
      ],
      environment,
    );
    expect(asked[0]).toMatchObject({ data: { ministryOfJustice: { name: 'Bộ Tư pháp' } } });
    expect(asked[1]!.errors).toMatchObject([{ extensions: { code: 'EXCHANGE_SWITCHED_OFF' } }]);
    expect(agency.questions.map(({ headers }) => typeof headers[SEAL_HEADER])).toEqual(['string']);
    await agency.close();
  });

  it('without receipts alone decides all the same, and names no receipt', async () => {
    const agency = await startFakeAgency(answerJson({ data: { ministryOfJustice: { name: 'Bộ Tư pháp' } } }));
    const environment = { DATA_DIR: folder.path, LAW_DIR: 'law', SUBGRAPH_URL: `${agency.url}?{name}` };
    const query = '{ ministryOfJustice { name } citizen(personalId: "003220000013") { religion } }';
    const body = await using(['--without', 'receipts'], (gateway) => ask(gateway, query), environment);
    expect(body.extensions).toMatchObject({ exchange: { receipt: null, ruleSet: expect.any(String) } });
    expect(body.errors!.map(({ extensions }) => extensions.code)).toContain('FORBIDDEN');
    await agency.close();
  });
});

describe('An argument', () => {
  it.each([
    [
      ['--without', 'rule'],
      '--without takes rules, seals, receipts, limits, separated by commas, not "rule".',
    ],
    [['--without', ''], /--without takes .*, not ""/],
    [['--without', 'rules,seals'], /say --without rules,receipts\./],
    [['--engine', 'theirs'], '--engine takes ours or apollo, not "theirs".'],
    [['--engine', 'apollo'], /knows no rules, no seals, no receipts: add --without rules,seals,receipts\./],
    [['--engine', 'apollo', '--without', 'rules,receipts'], /knows no seals: add/],
    [['--port', '0'], '--port takes a number from 1 to 65535, not "0".'],
    [['--port', '70000'], /--port takes/],
    [['--port', '4e3'], /--port takes/],
    [['--supergraph', ''], /--supergraph takes the name of a file/],
    [['--supergraph'], /--supergraph.* See npm run gateway -- --help/s],
    [['--wihtout', 'rules'], /--wihtout/],
    [['supergraph.graphql'], /supergraph\.graphql/],
  ])('that cannot be used ends the start: %j', (args, message) => {
    expect(() => readArguments(args, {})).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
    expect(() => readArguments(args, {})).toThrow(message);
  });

  it('counts more than the environment, and PORT is for who says nothing else', () => {
    const portOf = (args: string[], environment: Record<string, string>) =>
      readArguments(args, environment).variables['GATEWAY_PORT'];
    expect(portOf(['--port', '5000'], { PORT: '6000', GATEWAY_PORT: '7000' })).toBe('5000');
    expect(portOf([], { PORT: '6000' })).toBe('6000');
    expect(portOf([], { PORT: '6000', GATEWAY_PORT: '7000' })).toBe('7000');
    expect(() => readArguments([], { PORT: 'many' })).toThrow(
      'PORT takes a number from 1 to 65535, not "many".',
    );
    expect(readArguments(['--supergraph', 'a'], { SUPERGRAPH: 'b' }).variables['SUPERGRAPH']).toBe('a');
  });

  it('is not needed: then nothing is left out', () => {
    const { mode, variables } = readArguments([], {});
    expect(mode).toEqual({ without: new Set(), engine: 'ours' });
    expect(readGatewayConfig(variables, mode)).toEqual(readGatewayConfig({}));
  });

  it('can be named in several lists', () => {
    const { mode } = readArguments(['--without', 'rules, receipts', '--without', 'limits'], {});
    expect(mode.without).toEqual(new Set(['rules', 'receipts', 'limits']));
  });

  it('spares the list of subgraphs without rules, but not one that is named and missing', () => {
    const { mode } = readArguments(BARE, {});
    expect(() => readGatewayConfig({ SUPERGRAPH_CONFIG: nowhere }, mode)).toThrow(
      expect.objectContaining({ code: 'BAD_SUPERGRAPH_LIST' }),
    );
  });
});

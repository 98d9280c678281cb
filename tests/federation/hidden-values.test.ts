import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readGatewayConfig, startGateway } from '@lienthong/gateway';
import { readArguments } from '@lienthong/gateway/arguments';
import { servePlainSubgraphs } from '../gateway/plain-subgraphs.ts';
import { askAt } from '../support/ask.ts';
import { temporaryFolder } from '../support/folder.ts';
import { silent } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { createFederation } from './support/federation.ts';
import { openOurs } from './support/open-ours.ts';
import { readWorld } from './support/world.ts';

const SCHEMA = `
  type Query { cases: [Case!]!  files: [File]  count: Int }
  type Case { id: ID!  state: State  must: State! }
  enum State { OPEN  SECRET @inaccessible }
  union File = Letter | Dossier
  type Letter { name: String }
  type Dossier @inaccessible { name: String }
`;

/** Of two cases and two files callers may see the first. */
function federationWith(schema: string, state: string, type: string) {
  const world = readWorld(`
    Query: { cases: [$one, $two], files: [$letter, $other], count: 2 }
    one: { __typename: Case, id: c1, state: OPEN, must: OPEN }
    two: { __typename: Case, id: c2, state: ${state}, must: ${state} }
    letter: { __typename: Letter, name: Thư }
    other: { __typename: ${type}, name: Mật }
  `);
  return createFederation(new Map([['registry', schema]]), world);
}

const hidden = federationWith(SCHEMA, 'SECRET', 'Dossier');

const ALL = '{ cases { id ... @defer { state } } files { __typename ... on Letter { name } } }';
const fault = (field: string, ...path: (string | number)[]) => ({
  path,
  message: `What was answered for ${field} is no value of its type.`,
  extensions: expect.objectContaining({ code: 'NULL_NOT_ALLOWED' }),
});

describe.each([false, true])('What an agency may answer and nobody may see (in parts: %s)', (inParts) => {
  const gateway = openOurs(hidden.supergraphSdl, hidden.subgraphs, inParts);

  it('is a null with an error that says where it stands, and nothing of it', async () => {
    const answer = await gateway.ask({ query: ALL });
    expect(answer.data).toEqual({
      cases: [
        { id: 'c1', state: 'OPEN' },
        { id: 'c2', state: null },
      ],
      files: [{ __typename: 'Letter', name: 'Thư' }, null],
    });
    expect(answer.errors).toHaveLength(2);
    expect(answer.errors).toEqual(
      expect.arrayContaining([fault('Case.state', 'cases', 1, 'state'), fault('Query.files', 'files', 1)]),
    );
    expect(JSON.stringify(answer)).not.toMatch(/SECRET|Dossier|Mật/);
  });

  it('is told by one error also where no null may stand', async () => {
    const { data, errors } = await gateway.ask({ query: '{ cases { must } }' });
    expect(data ?? null).toBeNull();
    expect(errors).toEqual([fault('Case.must', 'cases', 1, 'must')]);
  });
});

it.each([
  ['value', 'NEW', 'Letter', '{ cases { state } }'],
  ['type', 'OPEN', 'Novel', '{ files { ... on Letter { name } } }'],
])('A %s the whole graph has never heard of is no answer to the question', async (_, state, type, query) => {
  const theirs = SCHEMA.replace('SECRET', 'NEW  SECRET').replace('| Dossier', '| Dossier | Novel');
  const { subgraphs } = federationWith(`${theirs} type Novel { name: String }`, state, type);
  const { errors } = await openOurs(hidden.supergraphSdl, subgraphs).ask({ query });
  expect(errors).toMatchObject([{ extensions: { code: 'AGENCY_BAD_RESPONSE' } }]);
});

it('An agency that answers what nobody may see goes on being asked', async () => {
  const folder = temporaryFolder();
  const subgraphs = await servePlainSubgraphs(hidden);
  const file = join(folder.path, 'hidden.graphql');
  writeFileSync(file, subgraphs.supergraph);
  const { mode, variables } = readArguments(['--supergraph', file, '--without', 'rules,seals,receipts'], {
    DATA_DIR: folder.path,
  });
  const config = readGatewayConfig({ ...PLANNED_HERE, ...variables }, mode);
  const gateway = await startGateway({ ...config, port: 0 }, silent);
  const ask = async (query: string) => (await askAt(`${gateway.url}/graphql`, query)).body;
  try {
    for (let times = 0; times <= config.breaker.failures; times += 1) await ask('{ cases { state } }');
    expect(await ask('{ count }')).toMatchObject({ data: { count: 2 } });
  } finally {
    await gateway.stop();
    await subgraphs.close();
    folder.remove();
  }
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgencyCard, Database, type Subgraph } from '@lienthong/shared';
import { databaseFile, openDatabase } from '@lienthong/shared/database';
import { visit } from 'graphql';
import type { DataSource } from 'typeorm';
import { startTestDeployment, type TestDeployment } from '../support/deployment.ts';
import { resolution } from '../support/resolution.ts';
import {
  listed,
  listedAgencies,
  loadListed,
  readSeed,
  startSubgraph,
  type TestSubgraph,
} from '../support/subgraph.ts';
import { answersItsCatalogue } from './catalogue-contract.ts';
import { agencies, CATALOGUE, expectedCatalogue } from './expected-catalogue.ts';

it('[RULE-56] The list names every agency of the Resolution and the National Data Center', () => {
  expect(listed.map(({ name }) => name).sort()).toEqual([...agencies.map(({ id }) => id), 'ndc'].sort());
});

describe.each(listed.map(({ name }) => name))('%s, alone', (name) => {
  let subgraph: Subgraph;
  let running: TestSubgraph;
  beforeAll(async () => {
    subgraph = await loadListed(name);
    running = await startSubgraph(subgraph);
  });
  afterAll(() => running.remove());

  if (name !== 'ndc') answersItsCatalogue(name, (query, variables) => running.ask(query, variables));

  it('[REQ-05] [RULE-40] has no way in past the gateway: without its seal nothing is answered', async () => {
    const { status, body } = await running.ask('{ __typename }', {}, { key: null });
    expect([status, body.data, body.errors?.[0]?.extensions]).toEqual([
      401,
      undefined,
      { code: 'SEAL_MISSING', agency: name, messageVi: expect.stringContaining(`${name} chỉ trả lời cổng`) },
    ]);
  });

  it('[RULE-07] [RULE-25] [RULE-73] describes every field of its schema, and gives it to nobody: it is composed from the file', async () => {
    const undescribed: string[] = [];
    visit(subgraph.typeDefs, {
      FieldDefinition: ({ name: { value }, description }) => {
        if (!description) undescribed.push(value);
      },
    });
    expect(undescribed).toEqual([]);
    const { status, body } = await running.ask('{ _service { sdl } }');
    expect([status, body.data, body.errors?.[0]?.extensions]).toEqual([
      403,
      undefined,
      expect.objectContaining({ code: 'BYPASS', coordinate: 'Query._service' }),
    ]);
  });

  it('keeps its rows in a SQLite file of its own, in WAL mode, with foreign keys enforced', async () => {
    const files = readdirSync(join(running.dataDir, 'databases')).filter((file) => file.endsWith('.sqlite'));
    expect(files.map((file) => join(running.dataDir, 'databases', file))).toEqual([
      databaseFile(running.dataDir, name),
    ]);

    const database = await openDatabase(subgraph, { dataDir: running.dataDir }, readSeed);
    try {
      expect(await pragma(database, 'journal_mode')).toBe('wal');
      expect(await pragma(database, 'foreign_keys')).toBe(1);
      expect(await database.query('PRAGMA foreign_key_check')).toEqual([]);
      const cards = await database.getRepository(AgencyCard).find();
      expect(cards.map(({ id }) => id).sort()).toEqual(
        name === 'ndc' ? agencies.map(({ id }) => id).sort() : [name],
      );
    } finally {
      await database.destroy();
    }
  });

  it('says over HTTP that it is alive, and shows an explorer that names it', async () => {
    const at = (path: string): Promise<Response> => fetch(new URL(path, running.url));
    expect(await (await at('/healthz')).json()).toEqual({ status: 'ok', subgraph: name });
    expect(await (await at('/')).text()).toContain(`Liên Thông · ${name}`);
  });
});

const pragma = async (database: DataSource, name: string): Promise<unknown> =>
  Object.values((await database.query<object[]>(`PRAGMA ${name}`))[0]!)[0];

describe('A subgraph’s database', () => {
  it('refuses a row whose owner does not exist', async () => {
    const running = await startSubgraph(await loadListed('moj'));
    const database = await openDatabase(await loadListed('moj'), { dataDir: running.dataDir }, readSeed);
    try {
      const databases = database.getRepository(Database);
      const row = await databases.findOneByOrFail({ id: 'moj-A-01' });
      await expect(databases.insert({ ...row, id: 'moj-A-99', ownerId: 'nobody' })).rejects.toThrow(
        'FOREIGN KEY',
      );
      await expect(database.getRepository(AgencyCard).delete('moj')).rejects.toThrow('FOREIGN KEY');
      expect(await databases.countBy({ ownerId: 'nobody' })).toBe(0);
    } finally {
      await database.destroy();
      await running.remove();
    }
  });
});

it('Seven agencies stand in Annex III alone, and one only leads a priority database: eight own none of Annex I', () => {
  const owners = new Set(resolution('databases').map(({ owner }) => owner));
  const without = agencies.filter(({ id }) => !owners.has(id));
  const onlyInAnnexThree = without.filter(({ appearsIn }) => appearsIn.every(({ annex }) => annex === 'III'));
  expect([without.length, onlyInAnnexThree.length]).toEqual([8, 7]);
});

describe('Through the gateway', () => {
  let deployment: TestDeployment;
  beforeAll(async () => {
    deployment = await startTestDeployment();
  });
  afterAll(() => deployment.remove());

  it.each(listedAgencies.map(({ name }) => name))('%s answers the same catalogue as alone', async (id) => {
    const { body } = await deployment.ask(
      `query ($id: ID!) { agency(id: $id) { ...Catalogue } } ${CATALOGUE}`,
      { id },
    );
    expect([body.errors, body.data]).toEqual([undefined, { agency: expectedCatalogue(id) }]);
  });

  it('[RULE-38] of each agency it is told which of its databases nobody answers yet', async () => {
    const { body } = await deployment.ask('{ agencies { id databases { id records { status } } } }');
    const gapsOf = (databases: readonly { id: string; records: { status: string } }[]) =>
      databases.filter(({ records }) => records.status === 'NOT_YET').map(({ id }) => id);
    const gaps = body.data.agencies.map(({ id, databases }: { id: string; databases: [] }) => [
      id,
      gapsOf(databases),
    ]);
    expect(gaps).toEqual(agencies.map(({ id }) => [id, gapsOf(expectedCatalogue(id).databases)]));
    expect(gaps.flatMap(([, ids]: [string, string[]]) => ids)).not.toEqual([]);
  });

  it('[OBJ-01] [RULE-21] every agency of every block answers the one question by the one contract', async () => {
    const { body } = await deployment.ask(
      '{ agencies { __typename id kind databases { id } partners { ordinal } } }',
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.agencies).toEqual(
      agencies.map(({ id }) => {
        const { __typename, kind, databases, partners } = expectedCatalogue(id);
        return {
          __typename,
          id,
          kind,
          databases: databases.map((row) => ({ id: row.id })),
          partners: partners.map(({ ordinal }) => ({ ordinal })),
        };
      }),
    );
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { databaseFile, openDatabase } from '@lienthong/shared/database';
import { seedReader } from '@lienthong/shared/seeding';
import { bareSubgraph } from '../support/bare-subgraph.ts';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const subgraph = bareSubgraph({});
const open = (databaseUrl?: string) =>
  openDatabase(
    subgraph,
    { dataDir: folder.path, ...(databaseUrl && { databaseUrl }) },
    seedReader('/nowhere'),
  );

describe('A database that cannot be opened is named in a sentence, with why', () => {
  it('a server that is away, without whoever connects to it', async () => {
    await expect(open('postgres://moj:hunter2@127.0.0.1:1/exchange')).rejects.toMatchObject({
      code: 'DATABASE_UNUSABLE',
      message: `The database of ${subgraph.name}, 127.0.0.1:1/exchange (DATABASE_URL), cannot be opened: connect ECONNREFUSED 127.0.0.1:1.`,
    });
  });

  it('a file that is none', async () => {
    const file = databaseFile(folder.path, subgraph.name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'no database, but long enough to be read as the beginning of one: '.repeat(20));
    await expect(open()).rejects.toMatchObject({
      code: 'DATABASE_UNUSABLE',
      message: `The database of ${subgraph.name}, ${file}, cannot be opened: file is not a database.`,
    });
  });
});

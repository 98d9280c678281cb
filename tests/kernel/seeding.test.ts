import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '@lienthong/shared/database';
import { seedReader, type SeedRows } from '@lienthong/shared/seeding';
import { Column, Entity, ForeignKey, PrimaryColumn, type DataSource } from 'typeorm';
import { z } from 'zod';
import { bareSubgraph } from '../support/bare-subgraph.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { isRead, recordStatements } from '../support/statements.ts';

@Entity()
class Office {
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
}

@Entity()
class Desk {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Office) @Column('text') officeId!: string;
}

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const noSeeds = seedReader('/nowhere');
const open = (rows: SeedRows): Promise<DataSource> =>
  openDatabase(
    bareSubgraph({ entities: [Office, Desk], seed: () => ({ records: rows }) }),
    { dataDir: folder.path },
    noSeeds,
  );

async function contentOf(opening: Promise<DataSource>) {
  const database = await opening;
  const content = {
    offices: (await database.getRepository(Office).find({ order: { id: 'ASC' } })).map(
      ({ id, name }) => `${id} ${name}`,
    ),
    desks: (await database.getRepository(Desk).find({ order: { id: 'ASC' } })).map(({ id }) => id),
  };
  await database.destroy();
  return content;
}

const first: SeedRows = [
  [
    Office,
    [
      { id: 'o-1', name: 'Một cửa' },
      { id: 'o-2', name: 'Hộ tịch' },
    ],
  ],
  [Desk, [{ id: 'd-1', officeId: 'o-1' }]],
];

describe('Seeds', () => {
  it('fill a fresh database', async () => {
    expect(await contentOf(open(first))).toEqual({ offices: ['o-1 Một cửa', 'o-2 Hộ tịch'], desks: ['d-1'] });
  });

  it('are not written again on a start with the same', async () => {
    const database = await open(first);
    const recorded = recordStatements(database);
    await database.destroy();
    await (await open(first)).destroy();
    recorded.stop();
    expect(recorded.statements.length).toBeGreaterThan(0);
    expect(recorded.statements.filter((statement) => !isRead(statement))).toEqual([]);
  });

  it('replace what stood there once they change, children and parents together', async () => {
    await contentOf(open(first));
    const changed: SeedRows = [
      [Office, [{ id: 'o-2', name: 'Hộ tịch điện tử' }]],
      [Desk, [{ id: 'd-2', officeId: 'o-2' }]],
    ];
    expect(await contentOf(open(changed))).toEqual({ offices: ['o-2 Hộ tịch điện tử'], desks: ['d-2'] });
  });

  it('are laid in one transaction', async () => {
    const database = await open(first);
    const recorded = recordStatements(database);
    await database.destroy();
    await (
      await open([
        [Office, [{ id: 'o-9', name: 'Mới' }]],
        [Desk, []],
      ])
    ).destroy();
    recorded.stop();
    const writes = recorded.statements
      .filter((statement) => !isRead(statement))
      .map((statement) => statement.split(' ')[0]);
    expect([writes[0], writes.at(-1), writes.filter((verb) => verb === 'BEGIN')]).toEqual([
      'BEGIN',
      'COMMIT',
      ['BEGIN'],
    ]);
  });

  it.each<[string, SeedRows]>([
    [
      'an id twice',
      [
        [
          Office,
          [
            { id: 'o-1', name: 'A' },
            { id: 'o-1', name: 'B' },
          ],
        ],
        [Desk, []],
      ],
    ],
    [
      'a parent that is not there',
      [
        [Office, []],
        [Desk, [{ id: 'd-1', officeId: 'o-1' }]],
      ],
    ],
    [
      'a column without a value',
      [
        [Office, [{ id: 'o-1' }]],
        [Desk, []],
      ],
    ],
  ])('with %s stop the start, and the rows from before stay', async (_, faulty) => {
    await contentOf(open(first));
    await expect(open(faulty)).rejects.toThrow(/constraint/i);
    expect(await contentOf(open(first))).toEqual({ offices: ['o-1 Một cửa', 'o-2 Hộ tịch'], desks: ['d-1'] });
  });

  it('may be many', async () => {
    const offices = Array.from({ length: 3_000 }, (_, index) => ({ id: `o-${index}`, name: 'Xã' }));
    expect(
      (
        await contentOf(
          open([
            [Office, offices],
            [Desk, []],
          ]),
        )
      ).offices,
    ).toHaveLength(3_000);
  });
});

describe('The reader of seeds', () => {
  const shape = z.array(z.object({ id: z.string(), address: z.object({ province: z.string() }) }));
  const readFrom = (text: string) => {
    writeFileSync(join(folder.path, 'offices.json'), text);
    return () => seedReader(folder.path)('offices.json', shape);
  };

  it('gives what has its shape', () => {
    expect(readFrom('[{ "id": "o-1", "address": { "province": "01" } }]')()).toEqual([
      { id: 'o-1', address: { province: '01' } },
    ]);
  });

  it.each([
    [
      'a field of another type',
      '[{ "id": "o-1", "address": { "province": "01" } }, { "id": "o-2", "address": { "province": 1 } }]',
      'at 1.address.province: ',
    ],
    ['a field that is missing', '[{ "address": { "province": "01" } }]', 'at 0.id: '],
    ['no list', '{}', 'at its root: '],
    ['what is no JSON', '[', 'cannot be read: '],
  ])('names the file and the place of %s', (_, text, place) => {
    expect(readFrom(text)).toThrow(
      expect.objectContaining({
        code: 'BAD_SEED',
        message: expect.stringContaining(join(folder.path, 'offices.json')),
      }),
    );
    expect(readFrom(text)).toThrow(place);
  });

  it('names a file that is not there', () => {
    expect(() => seedReader(folder.path)('nothing.json', shape)).toThrow(/nothing\.json cannot be read/);
  });

  it('looks in one folder after the other', () => {
    readFrom('[{ "id": "o-1", "address": { "province": "01" } }]');
    expect(seedReader('/nowhere', folder.path)('offices.json', shape)).toHaveLength(1);
    expect(() => seedReader('/nowhere', folder.path)('nothing.json', shape)).toThrow('/nowhere/nothing.json');
  });

  it('gives one file in two shapes to those who ask for them', () => {
    readFrom('[{ "id": "o-1", "address": { "province": "01" } }]');
    const read = seedReader(folder.path);
    const ids = z.array(z.object({ id: z.string() }));
    expect(read('offices.json', shape)[0]).toHaveProperty('address');
    expect(read('offices.json', ids)).toEqual([{ id: 'o-1' }]);
    expect(() => read('offices.json', z.array(z.string()))).toThrow('at 0: ');
  });
});

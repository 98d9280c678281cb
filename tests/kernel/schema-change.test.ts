import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { EntityClass } from '@lienthong/shared/define-subgraph';
import { openDatabase, type Storage } from '@lienthong/shared/database';
import {
  Column,
  DataSource,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  type MigrationInterface,
  type ObjectLiteral,
  type QueryRunner,
} from 'typeorm';
import { bareSubgraph } from '../support/bare-subgraph.ts';
import { temporaryFolder } from '../support/folder.ts';
import { createPostgresDatabase, describeOnPostgres, type PostgresDatabase } from '../support/postgres.ts';
import { readSeed } from '../support/subgraph.ts';
import { isRead, recordStatements } from '../support/statements.ts';

@Entity('facility')
class Facility {
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
  @Column('integer') beds!: number;
  @Column('varchar', { length: 20, nullable: true }) phone!: string | null;
}

/** Points at a facility and goes with it: rows that vanish where the facility’s table is dropped, even for a moment. */
@Entity('visit')
class Visit {
  @PrimaryColumn('text') id!: string;
  @ForeignKey(() => Facility, { onDelete: 'CASCADE' }) @Column('text') facilityId!: string;
}

const facilities = [
  { id: 'f-1', name: 'Bạch Mai', beds: 1900, phone: '024 3869 3731' },
  { id: 'f-2', name: 'Chợ Rẫy', beds: 1800, phone: null },
];
const visits = [
  { id: 'v-1', facilityId: 'f-1' },
  { id: 'v-2', facilityId: 'f-2' },
];

/** The facility’s entity under the same name, with other columns. */
function changed(
  columns: Readonly<Record<string, PropertyDecorator | readonly PropertyDecorator[]>>,
): EntityClass {
  class Facility {}
  const all = {
    id: PrimaryColumn('text'),
    name: Column('text'),
    beds: Column('integer'),
    phone: PHONE,
    ...columns,
  };
  for (const [name, decorators] of Object.entries(all)) {
    for (const decorate of [decorators].flat()) decorate(Facility.prototype, name);
  }
  Entity('facility')(Facility);
  return Facility;
}

const PHONE = Column('varchar', { length: 20, nullable: true });
/** Leaves the column out. */
const GONE: readonly PropertyDecorator[] = [];

function visitOf(facility: EntityClass): EntityClass {
  class Visit {}
  PrimaryColumn('text')(Visit.prototype, 'id');
  ForeignKey(() => facility, { onDelete: 'CASCADE' })(Visit.prototype, 'facilityId');
  Column('text')(Visit.prototype, 'facilityId');
  Entity('visit')(Visit);
  return Visit;
}

function keepsItsRows(newStorage: () => Promise<Storage & { remove(): void | Promise<void> }>): void {
  const open = (
    storage: Storage,
    entities: readonly EntityClass[],
    migrations: readonly (new () => MigrationInterface)[] = [],
  ) => openDatabase(bareSubgraph({ entities, migrations }), storage, readSeed);

  async function using<Result>(
    opening: Promise<DataSource>,
    use: (database: DataSource) => Promise<Result>,
  ): Promise<Result> {
    const database = await opening;
    try {
      return await use(database);
    } finally {
      await database.destroy();
    }
  }

  /** A database that holds rows, as the first version of the entities left it. */
  async function withRows<Result>(use: (storage: Storage) => Promise<Result>): Promise<Result> {
    const storage = await newStorage();
    try {
      await using(open(storage, [Facility, Visit]), async (database) => {
        await database.getRepository(Facility).insert(facilities);
        await database.getRepository(Visit).insert(visits);
      });
      return await use(storage);
    } finally {
      await storage.remove();
    }
  }

  const rowsOf = (database: DataSource, table: string): Promise<ObjectLiteral[]> =>
    database.createQueryBuilder().select('*').from(table, 'row').orderBy('id').getRawMany();
  const namesOf = async (database: DataSource) =>
    (await rowsOf(database, 'facility')).map((row) => row['name'] as string);
  const names = facilities.map(({ name }) => name);

  it.each<[string, EntityClass, ObjectLiteral]>([
    ['a column that may be empty', changed({ email: Column('text', { nullable: true }) }), { email: null }],
    [
      'a column with a default',
      changed({ kind: Column('text', { default: 'HOSPITAL' }) }),
      { kind: 'HOSPITAL' },
    ],
    [
      'several columns at once',
      changed({ email: Column('text', { nullable: true }), floors: Column('integer', { default: 3 }) }),
      { email: null, floors: 3 },
    ],
    ['an index', changed({ name: [Index(), Column('text')] }), {}],
    ['a column that may be empty from now on', changed({ beds: Column('integer', { nullable: true }) }), {}],
    [
      'another default',
      changed({ phone: Column('varchar', { length: 20, nullable: true, default: '115' }) }),
      {},
    ],
  ])('adds %s, and every row stays', (_, facility, added) =>
    withRows(async (storage) => {
      await using(open(storage, [facility, visitOf(facility)]), async (database) => {
        expect(await rowsOf(database, 'facility')).toEqual(facilities.map((row) => ({ ...row, ...added })));
        expect(await rowsOf(database, 'visit')).toEqual(visits);
      });
      const recorded = await statementsOfAStart(storage, [facility, visitOf(facility)]);
      expect(recorded.filter((statement) => !isRead(statement))).toEqual([]);
    }),
  );

  it('adds to a table whatever the types of its other columns are', () =>
    withRows(async (storage) => {
      const columns = {
        small: Column('smallint', { default: 1 }),
        large: Column('bigint', { nullable: true }),
        exact: Column('numeric', { precision: 12, scale: 2, nullable: true }),
        loose: Column('numeric', { nullable: true }),
        real: Column('real', { nullable: true }),
        yes: Column('boolean', { default: false }),
        day: Column('date', { nullable: true }),
        json: Column('simple-json', { nullable: true }),
        list: Column('simple-array', { nullable: true }),
        choice: Column('simple-enum', { enum: ['A', 'B'], default: 'A' }),
        short: Column('varchar', { length: 3, nullable: true }),
        unique: Column('varchar', { nullable: true, unique: true }),
      };
      await using(open(storage, [changed(columns)]), async () => {});
      const more = changed({ ...columns, one: Column('integer', { nullable: true }) });
      await using(open(storage, [more]), async (database) => expect(await namesOf(database)).toEqual(names));
    }));

  it('adds a table, and leaves one nobody asks for as it is', () =>
    withRows(async (storage) => {
      @Entity('ward')
      class Ward {
        @PrimaryColumn('text') id!: string;
        @ForeignKey(() => Facility) @Column('text') facilityId!: string;
      }
      await using(open(storage, [Facility, Ward]), async (database) => {
        await database.getRepository(Ward).insert({ id: 'w-1', facilityId: 'f-1' });
        await expect(database.getRepository(Ward).insert({ id: 'w-2', facilityId: 'f-9' })).rejects.toThrow(
          /foreign key/i,
        );
        expect(await rowsOf(database, 'facility')).toEqual(facilities);
        expect(await rowsOf(database, 'visit')).toEqual(visits);
      });
    }));

  it.each<[string, EntityClass, string]>([
    ['drop a column', changed({ beds: GONE }), 'Facility.beds would be dropped'],
    [
      'drop one column and add another',
      changed({ beds: GONE, capacity: Column('integer') }),
      'Facility.beds would be dropped',
    ],
    [
      'drop one and add another that may be empty',
      changed({ phone: GONE, telephone: Column('varchar', { length: 20, nullable: true }) }),
      'Facility.phone would be dropped',
    ],
    ['retype a column', changed({ beds: Column('text') }), 'Facility.beds would change its type'],
    [
      'lengthen a column',
      changed({ phone: Column('varchar', { length: 40, nullable: true }) }),
      'Facility.phone would change its type',
    ],
    [
      'shorten a column',
      changed({ phone: Column('varchar', { length: 5, nullable: true }) }),
      'Facility.phone would change its type',
    ],
    [
      'compute a column',
      changed({ beds: Column({ type: 'integer', asExpression: '1', generatedType: 'STORED' }) }),
      'Facility.beds would change its type',
    ],
    [
      'forbid a column to be empty',
      changed({ phone: Column('varchar', { length: 20 }) }),
      'Facility.phone would refuse the empty values',
    ],
    ['add a column that must be filled', changed({ email: Column('text') }), 'Facility.email is new'],
    [
      'add a column to the primary key',
      changed({ name: PrimaryColumn('text') }),
      'Facility would change its primary key (name)',
    ],
    [
      'take another primary key',
      changed({ id: Column('text'), name: PrimaryColumn('text') }),
      'Facility would change its primary key (id)',
    ],
    [
      'add a computed part to the primary key',
      changed({ year: PrimaryColumn('integer', { default: 2025 }) }),
      'Facility would change its primary key (year)',
    ],
  ])('refuses to %s: it names what would be lost, and changes nothing', (_, facility, loss) =>
    withRows(async (storage) => {
      await expect(open(storage, [facility, visitOf(facility)])).rejects.toMatchObject({
        code: 'SCHEMA_CHANGE_REFUSED',
        message: expect.stringContaining(loss),
      });
      await using(open(storage, [Facility, Visit]), async (database) => {
        expect(await rowsOf(database, 'facility')).toEqual(facilities);
        expect(await rowsOf(database, 'visit')).toEqual(visits);
      });
    }),
  );

  it('tells everything that would be lost at once, and which subgraph it is', () =>
    withRows(async (storage) => {
      const facility = changed({
        beds: GONE,
        phone: Column('integer', { nullable: true }),
        email: Column('text'),
      });
      const message = await open(storage, [facility]).then(
        () => 'opened',
        (error: Error) => error.message,
      );
      for (const part of [
        'The database of clinic',
        'Facility.beds',
        'Facility.phone',
        'Facility.email',
        'Nothing was changed',
        'subgraphs/clinic',
      ]) {
        expect(message).toContain(part);
      }
    }));

  class CountPlaces1790000000000 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      await runner.query('ALTER TABLE facility RENAME COLUMN beds TO places');
    }
    async down(runner: QueryRunner): Promise<void> {
      await runner.query('ALTER TABLE facility RENAME COLUMN places TO beds');
    }
  }
  class Fails1790000000001 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      await runner.query("UPDATE facility SET name = 'overwritten'");
      throw new Error('half way');
    }
    async down(): Promise<void> {}
  }
  const migrated = changed({ beds: GONE, places: Column('integer') });
  const ranIn = async (database: DataSource) =>
    (await database.query<{ name: string }[]>('SELECT name FROM migrations')).map(({ name }) => name);

  it('goes through with a migration that says what becomes of the data, once', () =>
    withRows(async (storage) => {
      for (const _start of ['first', 'second']) {
        await using(
          open(storage, [migrated, visitOf(migrated)], [CountPlaces1790000000000]),
          async (database) => {
            expect((await rowsOf(database, 'facility')).map((row) => row['places'] as number)).toEqual([
              1900, 1800,
            ]);
            expect(await rowsOf(database, 'visit')).toEqual(visits);
            expect(await ranIn(database)).toEqual(['CountPlaces1790000000000']);
          },
        );
      }
    }));

  it('refuses what a migration leaves open', () =>
    withRows(async (storage) => {
      const more = changed({ beds: GONE, places: Column('integer'), name: GONE });
      await expect(open(storage, [more, visitOf(more)], [CountPlaces1790000000000])).rejects.toThrow(
        'Facility.name would be dropped',
      );
    }));

  it('leaves everything as it was when a migration fails', () =>
    withRows(async (storage) => {
      const told = jest.spyOn(console, 'log').mockImplementation(() => {});
      await expect(open(storage, [Facility, Visit], [Fails1790000000001])).rejects.toThrow('half way');
      told.mockRestore();
      await using(open(storage, [Facility, Visit]), async (database) =>
        expect(await namesOf(database)).toEqual(names),
      );
    }));

  it('takes the migrations of a fresh database as done: its tables are new already', async () => {
    const storage = await newStorage();
    try {
      await using(open(storage, [migrated], [CountPlaces1790000000000]), async (database) => {
        expect(await ranIn(database)).toEqual(['CountPlaces1790000000000']);
      });
    } finally {
      await storage.remove();
    }
  });

  async function statementsOfAStart(
    storage: Storage,
    entities: readonly EntityClass[],
  ): Promise<readonly string[]> {
    const probe = await open(storage, entities);
    const recorded = recordStatements(probe);
    await probe.destroy();
    const database = await open(storage, entities);
    recorded.stop();
    await database.destroy();
    return recorded.statements;
  }

  it('changes nothing on a start with the same entities: it only reads', () =>
    withRows(async (storage) => {
      const statements = await statementsOfAStart(storage, [Facility, Visit]);
      expect(statements.length).toBeGreaterThan(0);
      expect(statements.filter((statement) => !isRead(statement))).toEqual([]);
    }));

  it('enforces foreign keys after a change as before', () =>
    withRows(async (storage) => {
      const facility = changed({ beds: Column('integer', { nullable: true }) });
      const visit = visitOf(facility);
      await using(open(storage, [facility, visit]), async (database) => {
        await expect(database.getRepository(visit).insert({ id: 'v-3', facilityId: 'f-9' })).rejects.toThrow(
          /foreign key/i,
        );
      });
    }));
}

describe('A SQLite database', () => {
  keepsItsRows(async () => {
    const { path, remove } = temporaryFolder();
    return { dataDir: path, remove };
  });
});

describeOnPostgres('A PostgreSQL database', () => {
  let postgres: PostgresDatabase;
  beforeAll(async () => {
    postgres = await createPostgresDatabase();
  });
  afterAll(() => postgres.drop());

  keepsItsRows(async () => ({
    dataDir: '/nowhere',
    databaseUrl: postgres.url,
    remove: async () => {
      const database = await new DataSource({ type: 'postgres', url: postgres.url }).initialize();
      await database.query('DROP SCHEMA clinic CASCADE');
      await database.destroy();
    },
  }));
});

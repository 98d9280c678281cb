import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { composeSupergraph } from '../../scripts/composition/compose-supergraph.ts';
import { temporaryFolder } from '../support/folder.ts';
import { ownType, writtenSchema } from './written-schema.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Where the schema files go on behind an agency's own type. */
const FIRST_LINE = ownType('Customs').split('\n').length;
const OPEN = 'sharing: OPEN, personal: NONE, secrecy: NONE';

const compose = (customs: string, port = '') =>
  composeSupergraph([
    writtenSchema(folder.path, 'customs', 'Customs', customs),
    writtenSchema(folder.path, 'port', 'Port', port),
  ]);

/** `line` counts from where an agency's own additions begin, from 1. */
const placeIn = (name: string, line: number, column: number): string =>
  `${join(folder.path, name, 'schema.graphql')}:${FIRST_LINE + line - 1}:${column}`;

const GOOD = `
"Tàu: a ship."
type Ship @key(fields: "imo") @dataset(${OPEN}) {
  "Số IMO: its number."
  imo: ID!
  "Tên: its name."
  name: String
}
extend type Query {
  "Các tàu: the ships."
  ships: [Ship!] @classified(${OPEN})
}`;

it('Two agencies that keep the rules compose, their classification with them', () => {
  const { faults, supergraph } = compose(GOOD) as { faults?: undefined; supergraph: string };
  expect(faults).toBeUndefined();
  expect(supergraph).toMatch(/type Ship[^{]*@dataset\(sharing: OPEN, personal: NONE, secrecy: NONE\)/);
  expect(supergraph).toMatch(/ships: \[Ship!\].*@classified\(sharing: OPEN, personal: NONE, secrecy: NONE\)/);
});

type Rule = [title: string, code: string, says: string, at: [line: number, column: number], schema: string];

/** A field’s place is its name, behind its description. */
const rules: readonly Rule[] = [
  [
    'a field without a description',
    'DESCRIPTION_MISSING',
    'Ship.name needs a description that opens with the Vietnamese term',
    [6, 3],
    GOOD.replace('  "Tên: its name."\n', ''),
  ],
  [
    'a field of which only English is said',
    'DESCRIPTION_MISSING',
    'Ship.name needs a description',
    [7, 3],
    GOOD.replace('"Tên: its name."', '"Its name."'),
  ],
  [
    'a root field without a description',
    'DESCRIPTION_MISSING',
    'Query.ships needs a description',
    [10, 3],
    GOOD.replace('  "Các tàu: the ships."\n', ''),
  ],
  [
    'a type without a description',
    'DESCRIPTION_MISSING',
    'The type Ship has no description.',
    [2, 1],
    GOOD.replace('"Tàu: a ship."\n', ''),
  ],
  [
    '[RULE-01] [RULE-76] a type without classification',
    'CLASSIFICATION_MISSING',
    'Ship.imo has no classification: put @dataset on its type or @classified on the field.',
    [5, 3],
    GOOD.replace(` @dataset(${OPEN})`, ''),
  ],
  [
    '[RULE-01] [RULE-76] a root field without classification',
    'CLASSIFICATION_MISSING',
    'Query.ships has no classification',
    [11, 3],
    GOOD.replace(` @classified(${OPEN})`, ''),
  ],
  ...[
    ['silent on', `@dataset(sharing: OPEN, personal: NONE)`],
    ['empty on', `@dataset(sharing: OPEN, personal: NONE, secrecy: null)`],
    ['vague on', `@dataset(sharing: OPEN, personal: NONE, secrecy: "NONE")`],
  ].map(([how, directive]): Rule => [
    `[RULE-76] a classification that is ${how} secrecy`,
    'CLASSIFICATION_MISSING',
    '@dataset on Ship does not state secrecy.',
    [3, 31],
    GOOD.replace(`@dataset(${OPEN})`, directive!),
  ]),
  [
    'a classification of a field that is silent on whom it is shared with',
    'CLASSIFICATION_MISSING',
    '@classified on Query.ships does not state sharing.',
    [11, 18],
    GOOD.replace(`@classified(${OPEN})`, '@classified(personal: NONE, secrecy: NONE)'),
  ],
  [
    '[RULE-76] a level of secrecy that is none',
    'INVALID_GRAPHQL',
    '[customs] Invalid value for "@dataset(secrecy:)" of type "Secrecy!" in application of "@dataset" to "Ship".',
    [3, 31],
    GOOD.replace(`@dataset(${OPEN})`, '@dataset(sharing: OPEN, personal: NONE, secrecy: TOP_SECRET)'),
  ],
];

describe('Composition refuses', () => {
  it.each(rules)('%s: %s', (_, code, says, [line, column], schema) => {
    const told = compose(schema).faults!.find((fault) => fault.code === code);
    expect(told?.message).toContain(says);
    expect(told?.places[0]).toBe(placeIn('customs', line, column));
  });

  it('[REQ-01] [RULE-17] [RULE-86] a datum with two owners, and names both places', () => {
    const port = GOOD.replace('"Các tàu: the ships."\n  ships', '"Các tàu: the ships."\n  portShips');
    const faults = compose(GOOD, port).faults!;
    expect(faults).toContainEqual({
      code: 'TWO_OWNERS',
      message:
        'Ship.name has more than one owner: customs, port. One of them owns it; the others refer to it by key. One datum has one source (D278/2025 Art 5).',
      places: [placeIn('customs', 7, 3), placeIn('port', 7, 3)],
    });
    expect(faults.filter(({ code }) => code === 'TWO_OWNERS')).toHaveLength(1);
  });

  it('[RULE-86] a datum with two owners although both say they share it', () => {
    const shared = GOOD.replace('name: String', 'name: String @shareable');
    const faults = compose(shared, shared.replace('ships:', 'portShips:')).faults!;
    expect(faults.map(({ code }) => code)).toEqual(['TWO_OWNERS']);
  });

  it('a root field with two owners', () => {
    expect(compose(GOOD, GOOD).faults!.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^Query\.ships has more than one owner: customs, port\./),
    );
  });

  it('an object of an entity that two subgraphs answer: plans over all agencies would multiply', () => {
    const berth = (type: string) => `
"Bến: a berth."
type Berth @shareable @dataset(${OPEN}) {
  "Số: its number."
  number: Int @shareable
}
"Tàu: a ship."
type Ship @key(fields: "imo") @dataset(${OPEN}) {
  "Số IMO: its number."
  imo: ID!
  "Bến: where it lies."
  berth: Berth @shareable
}
extend type Query {
  "Các tàu: the ships."
  ${type}Ships: [Ship!] @classified(${OPEN})
}`;
    expect(compose(berth('customs'), berth('port')).faults).toContainEqual({
      code: 'MANY_WAYS_TO_OBJECT',
      message: expect.stringMatching(/^Ship\.berth .*\(customs, port\)/),
      places: [placeIn('customs', 12, 3), placeIn('port', 12, 3)],
    });
  });

  it('a reference that leads nowhere, in the composer’s own words and with its place', () => {
    const reference = GOOD.replace('[Ship!]', '[Boat!]');
    expect(compose(reference).faults).toContainEqual({
      code: 'INVALID_GRAPHQL',
      message: expect.stringContaining('Unknown type Boat'),
      places: [placeIn('customs', 11, 11)],
    });
  });

  it('an agency that reads another’s field without a way to it', () => {
    const extension = `
extend type Ship @key(fields: "imo", resolvable: false) {
  "Số IMO: its number."
  imo: ID!
  "Tên: its name."
  name: String @external
  "Nhãn: the name with the flag."
  label: String @requires(fields: "flag") @classified(${OPEN})
}`;
    const faults = compose(GOOD, extension).faults!;
    expect(faults.length).toBeGreaterThan(0);
    for (const { code, message } of faults)
      expect([code, message]).toEqual([expect.stringMatching(/^[A-Z_]+$/), expect.stringMatching(/\S/)]);
  });
});

it('A key and an @external field are references, not second owners', () => {
  const port = `
"Tàu: a ship, known here by its number."
type Ship @key(fields: "imo") @dataset(${OPEN}) {
  "Số IMO: its number."
  imo: ID!
  "Tên: its name."
  name: String @external
  "Nhãn: its name as painted."
  label: String @requires(fields: "name")
}`;
  expect(compose(GOOD, port).faults).toBeUndefined();
});

it('Everything that is wrong is told at once', () => {
  const schema = GOOD.replace('  "Tên: its name."\n', '')
    .replace(` @classified(${OPEN})`, '')
    .replace('[Ship!]', '[Boat!]');
  expect(compose(schema).faults!.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['DESCRIPTION_MISSING', 'CLASSIFICATION_MISSING', 'INVALID_GRAPHQL']),
  );
});

it('[RULE-77] A type that holds records of a closed database does not compose, and the law that closes it is named', () => {
  const closed = {
    closed: [
      {
        databases: ['customs-A-01'],
        reason: { vi: 'Bí mật nhà nước.', en: 'State secrets.' },
        basis: ['Law 117/2025'],
      },
    ],
  };
  const schema = writtenSchema(
    folder.path,
    'customs',
    'Customs',
    GOOD.replace('@dataset(', '@dataset(database: "customs-A-01", '),
  );
  const { faults } = composeSupergraph([schema], closed);
  expect(faults?.map(({ code, message }) => [code, message])).toEqual([
    [
      'CLOSED_DATABASE',
      'The type Ship holds records of customs-A-01, which is closed: State secrets. (Law 117/2025)',
    ],
  ]);
});

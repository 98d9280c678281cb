/** What the random graphs are made of. Names are few, so that they meet. */
export const SUBGRAPHS = ['civil', 'land', 'tax', 'roads', 'schools'];
export const ENTITIES = ['Person', 'Parcel', 'Vehicle', 'School'];
export const FIELDS = ['name', 'note', 'size', 'rank', 'since', 'open', 'home', 'kin', 'next', 'parts'];

/** A field many entities have, that leads each to the same few of one type. */
export const TIED = 'tied';

/** Keys of entities, with the fields they are made of. */
export const KEYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  id: { id: 'ID!' },
  code: { code: 'String!' },
  'area number': { area: 'String!', number: 'Int!' },
  'number area': { area: 'String!', number: 'Int!' },
  'place { region { code } spot }': { place: 'Place!' },
};
/** Keys beside `id`, each a list of ways to write it. */
export const SECOND_KEYS = [['code'], ['area number', 'number area'], ['place { region { code } spot }']];

/** Types without a key: whoever uses one has all of it. Types of their fields stand before them, or are entities. */
export const VALUE_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Region: { code: 'String!' },
  Place: { region: 'Region!', spot: 'Int!' },
  Period: { since: 'String!', until: 'String', days: 'Int' },
  Address: { street: 'String', lines: '[String]', period: 'Period', holders: '[Person!]', place: 'Place' },
};
/** Value types a field may be of, and what may be required of each. */
export const REQUIRED_OF: Readonly<Record<string, string>> = {
  Period: 'since days',
  Address: 'street period { until }',
};

export const LEAVES = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Level', 'Moment'];
/** Definitions of leaves that are not everybody's. */
export const LEAF_TYPES: Readonly<Record<string, string>> = {
  Moment: 'scalar Moment',
  Wish: 'enum Wish { ALL SOME NONE }',
  Filter: 'input Filter { text: String = "mọi" wish: Wish! = SOME least: [Int!] }',
};
export const LEVELS = ['LOW', 'HIGH', 'TOP'];
export const ARGUMENTS = [
  '(n: Int)',
  '(n: Int = 7, text: String)',
  '(wish: Wish! = NONE)',
  '(filter: Filter)',
  '(texts: [String!], on: Boolean)',
];
/** Arguments a field is required with, by what it takes. */
export const REQUIRED_WITH: Readonly<Record<string, readonly string[]>> = {
  '': [''],
  '(first: Int)': ['', '(first: 1)'],
  '(n: Int)': ['', '(n: 1)', '(n: 2)'],
  '(n: Int = 7, text: String)': ['', '(text: "ồ")', '(n: 1, text: "\\\\\\"")'],
  '(wish: Wish! = NONE)': ['', '(wish: ALL)'],
  '(filter: Filter)': ['(filter: { wish: ALL, least: [1, 2] })', '(filter: {})'],
  '(texts: [String!], on: Boolean)': ['(texts: ["a"], on: true)', '(on: false)'],
};

/** Texts that something on the way might mistake. */
export const TEXTS = [
  'a',
  '',
  'Nguyễn Thị Ánh',
  'nói "thôi" \\ đi',
  'một\ndòng\t\u0000\u001f\u007f',
  '\u2028 𠀋 👩‍👩‍👧',
  '__typename',
  '"}],"x":[{"',
  '\\u0041 \\" \\\\',
];

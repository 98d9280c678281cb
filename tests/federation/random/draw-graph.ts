import type { Dice } from './dice.ts';
import { drawFeatures } from './draw-features.ts';
import { addField, declareEntity, namedType, type EntityDraft, type GraphDraft } from './graph-draft.ts';
import { drawRatings } from './draw-ratings.ts';
import { createDraft, printDraft, type SchemaDraft } from './schema-draft.ts';
import { ARGUMENTS, ENTITIES, FIELDS, LEAVES, SECOND_KEYS, SUBGRAPHS, TIED } from './vocabulary.ts';

/** A graph split into subgraphs: schemas that compose, and who answers what. */
export interface RandomGraph {
  /** SDL by subgraph. */
  readonly schemas: ReadonlyMap<string, string>;
  /** By `Type.field`, the subgraph whose values it has. */
  readonly owners: ReadonlyMap<string, string>;
  /** Fields that never fail and are never null where they may not be. */
  readonly sound: ReadonlySet<string>;
  /** Entities that a subgraph may not have heard of. */
  readonly elusive: readonly string[];
  /** Entities that a subgraph knows by the interface `Holder` alone. */
  readonly holders: readonly string[];
}

export function drawGraph(dice: Dice): RandomGraph {
  const schemas = SUBGRAPHS.slice(0, 2 + dice.below(SUBGRAPHS.length - 1)).map(createDraft);
  const entities = ENTITIES.slice(0, 2 + dice.below(ENTITIES.length - 1)).map((name) =>
    drawEntity(dice, name, schemas),
  );
  const names = entities.map(({ name }) => name);
  const graph: GraphDraft = {
    dice,
    schemas,
    entities,
    holders: dice.some(
      entities
        .filter(({ homes }) => [...homes.values()].every((keys) => keys.includes('id')))
        .map(({ name }) => name),
    ),
    found: dice.some(names, 2),
    owners: new Map(),
    sound: new Set(),
  };
  for (const { name, homes } of entities)
    for (const [schema, keys] of homes) declareEntity(graph, schema, name, keys);
  for (const entity of entities) drawFields(graph, entity);
  const ratings = drawRatings(graph);
  drawTied(graph);
  drawRoots(graph);
  drawFeatures(graph);
  for (const schema of schemas) completeHolder(graph, schema);
  const all = ratings ? [...schemas, ratings] : schemas;
  return {
    schemas: new Map(all.map((schema) => [schema.name, printDraft(schema)])),
    owners: new Map([...graph.owners].map(([coordinate, { name }]) => [coordinate, name])),
    sound: graph.sound,
    // Who has never heard of a holder does not know its type, and others may have to ask for it.
    elusive: names.filter((name) => isElusive(schemas, name) && !(ratings && graph.holders.includes(name))),
    holders: ratings ? graph.holders : [],
  };
}

/** Known by `id`, and in some of its subgraphs by a second key too, or by that alone: one of them knows both. */
function drawEntity(dice: Dice, name: string, schemas: readonly SchemaDraft[]): EntityDraft {
  const second = dice.chance(40) ? dice.oneOf(SECOND_KEYS) : null;
  const homes = new Map<SchemaDraft, string[]>();
  for (const schema of dice.some(schemas, Math.min(2, schemas.length))) {
    const ways = second && homes.size > 0 ? dice.oneOf(['id', 'other', 'both']) : second ? 'both' : 'id';
    homes.set(schema, [
      ...(ways === 'other' ? [] : ['id']),
      ...(ways === 'id' || !second ? [] : [dice.oneOf(second)]),
    ]);
  }
  return { name, homes };
}

function drawFields(graph: GraphDraft, { name, homes }: EntityDraft): void {
  const { dice } = graph;
  for (const field of dice.some(FIELDS, 3)) {
    const [owner, ...others] = dice.some([...homes.keys()], 1) as [SchemaDraft, ...SchemaDraft[]];
    const shared = others.length > 0 && dice.chance(25);
    const type = drawType(graph, shared);
    const leaf = LEAVES.includes(type.replace(/[[\]!]/g, ''));
    const args =
      leaf && dice.chance(25)
        ? dice.oneOf(ARGUMENTS)
        : type.startsWith('[') && !leaf && dice.chance(25)
          ? '(first: Int)'
          : '';
    for (const schema of shared ? [owner, others[0]!] : [owner])
      addField(graph, schema, name, field, type, { args, marks: shared ? ['@shareable'] : [] });
  }
  const label = dice.oneOf([...homes.keys()]);
  addField(graph, label, name, 'label', 'String');
}

/**
 * A field of one name and one type on many entities: behind an interface or a union, the same few entities stand in one place for
 * several of them, and are asked otherwise for each.
 */
function drawTied(graph: GraphDraft): void {
  const { dice, entities } = graph;
  const led = dice.oneOf(entities);
  const type = dice.oneOf(['T', '[T!]']).replace('T', led.name);
  for (const { name, homes } of entities) {
    // Best where the entity that is led to has values of its own.
    const common = [...homes.keys()].filter((schema) => led.homes.has(schema));
    const schema = dice.oneOf(common.length > 0 ? common : [...homes.keys()]);
    if (dice.chance(85)) addField(graph, schema, name, TIED, type);
  }
}

function drawType(graph: GraphDraft, shared: boolean): string {
  const { dice, entities } = graph;
  const kind = dice.below(20);
  const named =
    kind < 10
      ? dice.oneOf(shared ? LEAVES.filter((each) => each !== 'Level') : LEAVES)
      : kind < 13
        ? dice.oneOf(['Period', 'Address'])
        : kind < 17 || shared
          ? dice.oneOf(entities).name
          : dice.oneOf(['Holder', 'Found']);
  return dice.oneOf(WRAPPINGS).replace('T', named);
}

const WRAPPINGS = ['T', 'T', 'T', 'T!', '[T]', '[T!]', '[T!]!', '[[T]!]'];

function drawRoots(graph: GraphDraft): void {
  const { dice, schemas, entities } = graph;
  const changed = dice.chance(50);
  for (const [index, schema] of schemas.entries()) {
    const { name } = schema;
    const suffix = name[0]!.toUpperCase() + name.slice(1);
    for (const entity of entities) {
      const home = entity.homes.has(schema);
      if (home && (index === 0 || dice.chance(60)))
        addField(graph, schema, 'Query', `all${entity.name}${suffix}`, `[${entity.name}!]!`);
      if (home && dice.chance(25))
        addField(graph, schema, 'Query', `a${entity.name}${suffix}`, entity.name, { args: '(id: ID)' });
    }
    if (dice.chance(50)) addField(graph, schema, 'Query', `holders${suffix}`, '[Holder]');
    if (dice.chance(50)) addField(graph, schema, 'Query', `found${suffix}`, '[Found!]');
    if (dice.chance(20)) addField(graph, schema, 'Query', `address${suffix}`, 'Address');
    if (index === 0 || dice.chance(30))
      addField(graph, schema, 'Query', `count${suffix}`, dice.oneOf(['Int', 'Int!']), {
        args: dice.oneOf(ARGUMENTS),
      });
    if (dice.chance(30)) addField(graph, schema, 'Query', 'motto', 'String', { marks: ['@shareable'] });
    if (!changed) continue;
    for (const entity of entities)
      if (entity.homes.has(schema) && dice.chance(50)) {
        addField(graph, schema, 'Mutation', `change${entity.name}${suffix}`, entity.name, {
          args: '(n: Int, filter: Filter)',
        });
        addField(graph, schema, entity.name, 'journal', '[String!]!', { marks: ['@shareable'] });
      }
  }
}

/** What stands behind an interface in a subgraph is known when all of its types are: none, perhaps. */
function completeHolder({ holders, found }: GraphDraft, schema: SchemaDraft): void {
  const union = schema.others.get('Found');
  if (union)
    schema.others.set('Found', `union Found = ${found.filter((each) => schema.types.has(each)).join(' | ')}`);
  const holder = schema.types.get('Holder');
  if (!holder) return;
  const behind = holders
    .flatMap((name) => schema.types.get(name) ?? [])
    .filter(({ fields }) => fields.has('id'));
  for (const type of behind) type.implemented.push('Holder');
  holder.fields.set('id', { type: 'ID!', args: '', marks: [] });
  if (behind.every(({ fields }) => fields.has('label')))
    holder.fields.set('label', { type: 'String', args: '', marks: [] });
}

/** Found by one key alone, of which nothing is required or provided, and told of by one subgraph at a time. */
function isElusive(schemas: readonly SchemaDraft[], name: string): boolean {
  const declared = schemas.flatMap(({ types }) => types.get(name) ?? []);
  const shared = schemas
    .flatMap(({ types }) => [...types.values()])
    .flatMap(({ marks, fields }) =>
      [...fields.values()].filter((field) => [...marks, ...field.marks].includes('@shareable')),
    );
  if (shared.some(({ type }) => namedType(type) === name)) return false;
  return declared.every(
    ({ marks, fields }) =>
      marks.length === 1 &&
      marks[0]!.startsWith('@key(fields: "id"') &&
      [...fields.values()].every(
        ({ marks }) => !marks.some((mark) => /external|shareable|override/.test(mark)),
      ),
  );
}

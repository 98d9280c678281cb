import { addField, namedType, type EntityDraft, type GraphDraft } from './graph-draft.ts';
import { declare, type FieldDraft, type SchemaDraft } from './schema-draft.ts';
import { KEYS, LEAVES, REQUIRED_OF, REQUIRED_WITH, VALUE_TYPES } from './vocabulary.ts';

/** Draws what Federation adds to schemas, but for interface objects. */
export function drawFeatures(graph: GraphDraft): void {
  const { dice, entities } = graph;
  for (const entity of entities) {
    if (dice.chance(30)) override(graph, entity);
    if (dice.chance(30)) provide(graph, entity);
    if (dice.chance(35)) split(graph, entity);
    while (dice.chance(60)) require(graph, entity);
    if (dice.chance(25)) hide(graph, entity);
  }
}

interface Held {
  readonly schema: SchemaDraft;
  readonly name: string;
  readonly field: FieldDraft;
}

/** The fields that one subgraph alone has of an entity, as nothing but its own. */
const heldBy = ({ entities }: GraphDraft, { name, homes }: EntityDraft): Held[] => {
  const entity = entities.find((each) => each.name === name)!;
  const keys = new Set([...homes.values()].flat().flatMap((key) => Object.keys(KEYS[key]!)));
  const declared = [...entity.homes.keys()].map((schema) => ({
    schema,
    fields: schema.types.get(name)!.fields,
  }));
  return declared.flatMap(({ schema, fields }) =>
    [...fields].flatMap(([name, field]) =>
      !keys.has(name) &&
      name !== 'label' &&
      !field.marks.includes('@external') &&
      declared.every((other) => other.schema === schema || isOfAnother(other.fields.get(name)))
        ? { schema, name, field }
        : [],
    ),
  );
};

const isOfAnother = (field: FieldDraft | undefined): boolean => field?.marks.includes('@external') ?? true;
const isPlain = ({ field }: Held): boolean => field.marks.length === 0;
const isComputed = ({ field }: Held): boolean => field.marks.some((mark) => mark.startsWith('@requires'));
const isLeaf = ({ field }: Held): boolean => LEAVES.includes(namedType(field.type));

/** The subgraphs of an entity that do not have a field. */
const without = ({ homes }: EntityDraft, { schema }: Held): SchemaDraft[] =>
  [...homes.keys()].filter((each) => each !== schema);

function override(graph: GraphDraft, entity: EntityDraft): void {
  const { dice } = graph;
  const held = heldBy(graph, entity).filter((each) => isPlain(each) && isLeaf(each));
  if (held.length === 0) return;
  const { schema, name, field } = dice.oneOf(held);
  const others = [...entity.homes.keys()].filter((each) => !each.types.get(entity.name)!.fields.has(name));
  if (others.length === 0) return;
  const owner = dice.oneOf(others);
  // Of an enum, the old owner may not know every value: while a field moves, both must be able to tell it.
  const moves = namedType(field.type) !== 'Level' && dice.chance(50);
  const label = moves ? dice.oneOf(['percent(100)', 'percent(0)', 'percent(12.5)', 'later']) : null;
  addField(graph, owner, entity.name, name, field.type, {
    args: field.args,
    marks: [`@override(from: "${schema.name}"${label ? `, label: "${label}"` : ''})`],
  });
  graph.owners.set(`${entity.name}.${name}`, owner);
}

/** Someone who refers to an entity tells a field of it too. */
function provide(graph: GraphDraft, entity: EntityDraft): void {
  const { dice, schemas } = graph;
  // Of an enum, whoever refers may not know every value: they could not tell it.
  const held = heldBy(graph, entity).filter(
    (each) =>
      isPlain(each) && isLeaf(each) && each.field.args === '' && namedType(each.field.type) !== 'Level',
  );
  if (held.length === 0) return;
  const { schema, name, field } = dice.oneOf(held);
  const referring = schemas.flatMap((other) =>
    other === schema
      ? []
      : [...other.types].flatMap(([type, { fields }]) =>
          [...fields.values()]
            .filter(
              (each) =>
                type !== 'Mutation' &&
                namedType(each.type) === entity.name &&
                each.marks.length === 0 &&
                type !== 'Address',
            )
            .map((each) => ({ other, each })),
        ),
  );
  if (referring.length === 0) return;
  const { other, each } = dice.oneOf(referring);
  field.marks.push('@shareable');
  addField(graph, other, entity.name, name, field.type, { marks: ['@external'] });
  each.marks.push(`@provides(fields: "${name}")`);
}

/** A field that is computed from others, which may be computed themselves, and may be asked with arguments. */
function require(graph: GraphDraft, entity: EntityDraft): void {
  const { dice } = graph;
  const held = heldBy(graph, entity).filter(
    (each) =>
      (isComputed(each) || each.field.marks.every((mark) => mark === '@inaccessible')) &&
      (isLeaf(each) || REQUIRED_OF[namedType(each.field.type)]),
  );
  if (held.length === 0) return;
  const computed = held.filter(isComputed);
  const first = dice.oneOf(computed.length > 0 && dice.chance(50) ? computed : held);
  const computing = dice.oneOf(without(entity, first));
  if (!computing) return;
  const also = held.filter((each) => each !== first && each.schema !== computing && dice.chance(30));
  const required = [first, ...also].map((each) => {
    const { name, field } = each;
    const below = REQUIRED_OF[namedType(field.type)];
    addField(graph, computing, entity.name, name, field.type, { args: field.args, marks: ['@external'] });
    if (field.type.endsWith('!') || below || field.type.includes('!'))
      graph.sound.add(`${entity.name}.${name}`);
    if (below)
      for (const type of Object.keys(REQUIRED_OF)) {
        for (const each of below.match(/\w+/g)!) graph.sound.add(`${type}.${each}`);
        // Whatever else is asked of the same object, it must not take the object with it.
        for (const [each, of] of Object.entries(VALUE_TYPES[type]!))
          if (of.endsWith('!')) graph.sound.add(`${type}.${each}`);
      }
    return `${name}${dice.oneOf(REQUIRED_WITH[field.args]!)}${below ? ` { ${below} }` : ''}`;
  });
  const names = [...declare(computing, entity.name).fields.keys()];
  const fields = required.join(' ').replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  addField(
    graph,
    computing,
    entity.name,
    `from${names.length}${computing.name}`,
    dice.oneOf([
      'String',
      'String!',
      'Int',
      '[String!]',
      'Period',
      '[Address!]',
      dice.oneOf(graph.entities).name,
    ]),
    {
      args: dice.chance(20) ? '(n: Int)' : '',
      marks: [`@requires(fields: "${fields}")`],
    },
  );
}

/** An object that is told in parts, by two subgraphs that each know some of it. */
function split(graph: GraphDraft, entity: EntityDraft): void {
  const { dice } = graph;
  const [one, other] = [...entity.homes.keys()];
  if (!one || !other) return;
  const contact = `${entity.name}Contact`;
  const type = dice.oneOf(['T', '[T!]', '[T]!', '[[T]]']).replace('T', contact);
  for (const [schema, part] of [
    [one, 'phone'],
    [other, 'mail'],
  ] as const) {
    addField(graph, schema, contact, part, dice.oneOf(['String', 'Int!']));
    addField(graph, schema, contact, 'since', 'String', { marks: ['@shareable'] });
    if (dice.chance(50)) addField(graph, schema, contact, `${part}Of`, dice.oneOf(graph.entities).name);
    addField(graph, schema, entity.name, 'contact', type, { marks: ['@shareable'] });
  }
}

function hide(graph: GraphDraft, entity: EntityDraft): void {
  const held = heldBy(graph, entity);
  if (held.length > 0) graph.dice.oneOf(held).field.marks.push('@inaccessible');
}

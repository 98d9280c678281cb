import { Kind, type DocumentNode, type InputValueDefinitionNode, type TypeNode } from 'graphql';
import { fieldOwners, has, placesOf, type Fault, type NamedSchema } from './schema-parts.ts';

/** A record of people that a key leads to, and what its owner knows of it. */
interface KnownRecord {
  readonly type: string;
  readonly owner: string;
  readonly keys: readonly (readonly string[])[];
  readonly fields: readonly string[];
}

/**
 * Data Law 60/2024, Article 11(2)(b): what the state holds is not asked for again. A mutation that takes the key of a
 * record of people does not take beside it what that key leads to at another agency. The owner's own mutations may: they
 * correct.
 */
export function askedAgain(schemas: readonly NamedSchema[]): Fault[] {
  const records = schemas.flatMap(knownRecords);
  return schemas.flatMap((schema) =>
    fieldOwners(schema.typeDefs)
      .filter(({ name }) => name.value === 'Mutation')
      .flatMap(({ fields = [] }) => fields)
      .flatMap((mutation) => {
        const inputs = new Map(
          inputsOf(mutation.arguments ?? [], schema.typeDefs).map((input) => [input.name.value, input]),
        );
        return records
          .filter(({ owner }) => owner !== schema.name)
          .flatMap((record) => again(record, [...inputs.keys()]).map((each) => ({ ...each, record })))
          .map(({ input, key, field, record }) => ({
            code: 'ASKED_AGAIN',
            message:
              `Mutation.${mutation.name.value} asks for ${input}, which ${record.owner} knows: ${key} leads to ${record.type}.${field}. ` +
              'What the state holds is not asked for again (Data Law 60/2024 Art 11(2)(b)).',
            places: placesOf(inputs.get(input)!),
          }));
      }),
  );
}

function knownRecords({ name: owner, typeDefs }: NamedSchema): KnownRecord[] {
  return fieldOwners(typeDefs).flatMap(({ name, directives, fields = [] }) => {
    const keys = (directives ?? [])
      .filter((directive) => directive.name.value === 'key')
      .flatMap(
        ({ arguments: args }) => args?.find((argument) => argument.name.value === 'fields')?.value ?? [],
      )
      .flatMap((value) => (value.kind === Kind.STRING ? [[...(value.value.match(/\w+/g) ?? [])]] : []));
    const known = fields.filter(
      (field) =>
        !keys.some((key) => key.includes(field.name.value)) &&
        !has(field.directives, 'external') &&
        isPersonal(field.directives ?? [], 'classified', isPersonal(directives ?? [], 'dataset', false)),
    );
    return keys.length === 0
      ? []
      : [{ type: name.value, owner, keys, fields: known.map((field) => field.name.value) }];
  });
}

function isPersonal(
  directives: Parameters<typeof has>[0] & object,
  directive: string,
  otherwise: boolean,
): boolean {
  const said = directives
    .find(({ name }) => name.value === directive)
    ?.arguments?.find(({ name }) => name.value === 'personal')?.value;
  return said?.kind === Kind.ENUM ? said.value !== 'NONE' : otherwise;
}

/** Arguments, and the fields of the input objects among them, however deep. */
export function inputsOf(
  inputs: readonly InputValueDefinitionNode[],
  typeDefs: DocumentNode,
  seen = new Set<string>(),
): InputValueDefinitionNode[] {
  return inputs.flatMap((input) => {
    const type = namedType(input.type);
    if (seen.has(type)) return [input];
    const below = typeDefs.definitions.flatMap((node) =>
      node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && node.name.value === type ? (node.fields ?? []) : [],
    );
    if (below.length > 0) seen.add(type);
    return [input, ...inputsOf(below, typeDefs, seen)];
  });
}

/** `motherPersonalId` and `motherFullName` are the key and a field of one record, as `personalId` and `fullName` are. */
function again(
  { keys, fields }: KnownRecord,
  inputs: readonly string[],
): { input: string; key: string; field: string }[] {
  return keys.flatMap((key) =>
    inputs
      .filter((input) => isNamed(input, key[0]!))
      .map((input) => input.slice(0, input.length - key[0]!.length))
      .filter((prefix) => key.every((part) => inputs.includes(prefixed(prefix, part))))
      .flatMap((prefix) =>
        fields
          .filter((field) => inputs.includes(prefixed(prefix, field)))
          .map((field) => ({
            input: prefixed(prefix, field),
            key: key.map((part) => prefixed(prefix, part)).join(' and '),
            field,
          })),
      ),
  );
}

const prefixed = (prefix: string, name: string): string =>
  prefix === '' ? name : `${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`;

const isNamed = (input: string, name: string): boolean =>
  input === name || input.endsWith(`${name[0]!.toUpperCase()}${name.slice(1)}`);

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);

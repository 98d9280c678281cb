import { fieldOwners, placesOf, type Fault, type NamedSchema } from './schema-parts.ts';

/** A description opens with the Vietnamese term, a colon, and goes on in English. */
const DESCRIPTION = /^[^:]+: \S/;

/** Types and fields without a description. */
export function undescribed({ typeDefs }: NamedSchema): Fault[] {
  const described = new Set(
    typeDefs.definitions.flatMap((node) =>
      'description' in node && node.description && 'name' in node && node.name ? node.name.value : [],
    ),
  );
  return fieldOwners(typeDefs).flatMap((owner) => {
    const type = owner.name.value;
    const typeFault: Fault[] =
      described.has(type) || ROOT_TYPES.has(type)
        ? []
        : [
            {
              code: 'DESCRIPTION_MISSING',
              message: `The type ${type} has no description.`,
              places: placesOf(owner),
            },
          ];
    const fieldFaults = (owner.fields ?? [])
      .filter(({ description }) => !DESCRIPTION.test(description?.value.trim() ?? ''))
      .map((field) => ({
        code: 'DESCRIPTION_MISSING',
        message: `${type}.${field.name.value} needs a description that opens with the Vietnamese term, such as "Tên: the name."`,
        places: placesOf(field),
      }));
    return [...typeFault, ...fieldFaults];
  });
}

const ROOT_TYPES = new Set(['Query', 'Mutation', 'Subscription']);

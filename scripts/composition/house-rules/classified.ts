import { Kind } from 'graphql';
import { fieldOwners, has, placesOf, type Fault, type NamedSchema } from './schema-parts.ts';

/** Data Law 60/2024, Article 13: every owner classifies its data. By the type (@dataset) or by the field (@classified). */
export function unclassified({ typeDefs }: NamedSchema): Fault[] {
  const byType = new Set(
    fieldOwners(typeDefs).flatMap((owner) => (has(owner.directives, 'dataset') ? owner.name.value : [])),
  );
  return fieldOwners(typeDefs).flatMap((owner) =>
    (owner.fields ?? [])
      .filter((field) => !byType.has(owner.name.value) && !has(field.directives, 'classified'))
      .map((field) => ({
        code: 'CLASSIFICATION_MISSING',
        message: `${owner.name.value}.${field.name.value} has no classification: put @dataset on its type or @classified on the field. Every owner classifies its data (Data Law 60/2024 Art 13).`,
        places: placesOf(field),
      })),
  );
}

/** A classification states all of it. Composition alone would take a null for a level of secrecy. */
export function halfClassified({ typeDefs }: NamedSchema): Fault[] {
  return fieldOwners(typeDefs).flatMap((owner) =>
    [owner, ...(owner.fields ?? [])].flatMap((node) =>
      (node.directives ?? [])
        .filter(({ name }) => name.value === 'dataset' || name.value === 'classified')
        .flatMap((directive) =>
          ['sharing', 'personal', 'secrecy']
            .filter(
              (part) =>
                directive.arguments?.find(({ name }) => name.value === part)?.value.kind !== Kind.ENUM,
            )
            .map((part) => ({
              code: 'CLASSIFICATION_MISSING',
              message: `@${directive.name.value} on ${owner === node ? '' : `${owner.name.value}.`}${node.name.value} does not state ${part}.`,
              places: placesOf(directive),
            })),
        ),
    ),
  );
}

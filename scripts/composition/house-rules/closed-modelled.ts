import { Kind } from 'graphql';
import type { ClosedDatabases } from '@lienthong/shared/policy/reading/shapes';
import { fieldOwners, placesOf, type Fault, type NamedSchema } from './schema-parts.ts';

/** A database that a law closes is modelled by nobody: what stands in no schema can be opened by no grant. */
export const closedModelled = (schemas: readonly NamedSchema[], { closed }: ClosedDatabases): Fault[] =>
  schemas.flatMap(({ typeDefs }) =>
    fieldOwners(typeDefs).flatMap((owner) => {
      const named = (owner.directives ?? [])
        .find(({ name }) => name.value === 'dataset')
        ?.arguments?.find(({ name }) => name.value === 'database')?.value;
      const found =
        named?.kind === Kind.STRING && closed.find(({ databases }) => databases.includes(named.value));
      return named?.kind === Kind.STRING && found
        ? [
            {
              code: 'CLOSED_DATABASE',
              message: `The type ${owner.name.value} holds records of ${named.value}, which is closed: ${found.reason.en} (${found.basis.join(', ')})`,
              places: placesOf(named),
            },
          ]
        : [];
    }),
  );

import type { AbolishedPapers } from '@lienthong/shared/policy/reading/shapes';
import { inputsOf } from './asked-again.ts';
import { fieldOwners, placesOf, type Fault, type NamedSchema } from './schema-parts.ts';

/** A mutation does not ask for a paper that says what the state holds, such as a scan of the household book. */
export const paperAskedAgain = (schemas: readonly NamedSchema[], { papers }: AbolishedPapers): Fault[] =>
  schemas.flatMap(({ typeDefs }) =>
    fieldOwners(typeDefs)
      .filter(({ name }) => name.value === 'Mutation')
      .flatMap(({ fields = [] }) => fields)
      .flatMap((mutation) =>
        inputsOf(mutation.arguments ?? [], typeDefs).flatMap((input) => {
          const paper = papers.find(({ names }) => names.some((name) => input.name.value.startsWith(name)));
          return paper
            ? [
                {
                  code: 'ASKED_AGAIN',
                  message:
                    `Mutation.${mutation.name.value} asks for ${input.name.value}: ${paper.label.en} is not handed in any more, ` +
                    `${paper.answeredBy.join(', ')} say what it says (${paper.basis.join('; ')}).`,
                  places: placesOf(input),
                },
              ]
            : [];
        }),
      ),
  );

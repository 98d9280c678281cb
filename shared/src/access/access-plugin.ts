import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { In, type DataSource } from 'typeorm';
import type { Context, Subgraph } from '../define-subgraph.ts';
import { SealInvalid, type Seal } from '../identity/seal.ts';
import { openAccess, type Access, type ReadConsents } from './access.ts';
import { Consent } from './consent.ts';
import type { OwnRules } from './own-rules.ts';
import { createQuestions } from './questions.ts';

/** The context of a request to a subgraph, as it is filled on the way. */
export interface ServedContext extends Omit<Context, 'access'> {
  access: Access | null;
  readonly seal: Seal | null;
  /** Holds the loaders to what may be read. Apollo Server hands on a copy of the context: they do not see its `access`. */
  readonly bindLoaders: (access: Access) => void;
}

/** Opens the access of each sealed request once it is known what it asks, and tells the gateway what it came to. */
export function accessPlugin(
  { name }: Pick<Subgraph, 'name'>,
  own: OwnRules,
  readConsents: ReadConsents,
): ApolloServerPlugin<ServedContext> {
  let questions: ReturnType<typeof createQuestions> | undefined;
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({
        contextValue,
        schema,
        document,
        operation,
        operationName,
        queryHash,
      }) => {
        const { seal } = contextValue;
        if (!seal) return;
        // What changes something happens once, with the variables it was sealed with.
        if (operation?.operation !== OperationTypeNode.QUERY && seal.onceId === null)
          throw new SealInvalid(name, 'it is for a query, not for a change');
        questions ??= createQuestions(schema, own.classes);
        const asked = questions(queryHash, document, operationName ?? undefined);
        contextValue.access = await openAccess({ name, own, readConsents }, seal, asked, Date.now());
        contextValue.bindLoaders(contextValue.access);
      },
      willSendResponse: async ({ contextValue: { seal, tally }, response }) => {
        if (!seal || response.body.kind !== 'single' || !response.body.singleResult.data) return;
        const { singleResult } = response.body;
        const exchange = {
          rows: tally.rows,
          ...(tally.subjects.size > 0 && { subjects: [...tally.subjects] }),
        };
        singleResult.extensions = { ...singleResult.extensions, exchange };
      },
    }),
  };
}

/** The consents in an owner's own register. */
export const consentsIn =
  (database: DataSource): ReadConsents =>
  (subjects, purpose) =>
    database.getRepository(Consent).findBy({ subject: In([...subjects]), purpose });

import { OperationTypeNode, type GraphQLSchema } from 'graphql';
import { In, type DataSource } from 'typeorm';
import type { Context, Subgraph } from '../define-subgraph.ts';
import { onceFor, type Operation } from '../graphql/operation.ts';
import { SealInvalid, type Seal } from '../identity/seal.ts';
import { openAccess, type Access, type ReadConsents } from './access.ts';
import { askedFieldsOf } from './asked-fields.ts';
import { Consent } from './consent.ts';
import type { OwnRules } from './own-rules.ts';

/** The context of a request to a subgraph, as it is filled on the way. */
export interface ServedContext extends Omit<Context, 'access'> {
  /** Null until it is known what is asked, and in a server that was started open. */
  access: Access | null;
  readonly seal: Seal | null;
  /** A context of the same request, for the next thing that happens. */
  readonly again: () => ServedContext;
}

/** Opens the access of a sealed request once it is known which operation it asks. */
export type OpenAccess = (operation: Operation, context: ServedContext) => Promise<void>;

export function accessToOperations(
  { name }: Pick<Subgraph, 'name'>,
  schema: GraphQLSchema,
  own: OwnRules,
  readConsents: ReadConsents,
): OpenAccess {
  const askedBy = onceFor((operation: Operation) => askedFieldsOf(operation, schema, own.classes));
  return async (operation, context) => {
    const { seal } = context;
    if (!seal) return;
    // What changes something happens once, with the variables it was sealed with.
    if (operation.node.operation === OperationTypeNode.MUTATION && seal.onceId === null)
      throw new SealInvalid(name, 'it is for a query, not for a change');
    context.access = await openAccess({ name, own, readConsents }, seal, askedBy(operation), Date.now());
  };
}

/** What the gateway is told of the rows that an answer came from. */
export const accountOf = ({ tally: { rows, subjects } }: ServedContext) => ({
  exchange: { rows, ...(subjects.size > 0 && { subjects: [...subjects] }) },
});

/** The consents in an owner's own register. */
export const consentsIn =
  (database: DataSource): ReadConsents =>
  (subjects, purpose) =>
    database.getRepository(Consent).findBy({ subject: In([...subjects]), purpose });

import { GraphQLError, parse, validate, type GraphQLSchema } from 'graphql';
import { checkGrant } from '../policy/check/check-sharing.ts';
import { known } from '../policy/check/known.ts';
import { coordinatesOf } from '../policy/operation-fields.ts';
import { sharingFile, type SharingFile } from '../policy/reading/shapes.ts';
import type { Classes, Classification, Coordinate, Mask, Quota, RuleSet } from '../policy/types.ts';
import type { AgreementFrequency, AgreementMethod } from './entities.ts';
import type { AgreementFault } from './errors.ts';

/** What an owner knows that a request is held against. */
export interface OwnersWorld {
  readonly provider: string;
  /** Its own schema, and how its fields are classified. */
  readonly schema: GraphQLSchema;
  readonly classes: Classes;
  readonly rules: RuleSet;
}

/** A request as the graph hands it on. */
export interface AgreementRequest {
  readonly system?: string | null;
  readonly purpose: string;
  readonly fields: readonly Coordinate[];
  readonly operation?: string | null;
  readonly rows: string;
  readonly mask: readonly { readonly field: Coordinate; readonly as: Mask }[];
  readonly quota?: { readonly [Part in keyof Quota]?: Quota[Part] | null } | null;
  readonly conditions: readonly string[];
  readonly frequency: AgreementFrequency;
  readonly method: AgreementMethod;
  readonly basis: readonly string[];
  readonly validFrom: string;
  readonly validTo?: string | null;
  readonly riskAssessedUntil?: string | null;
}

/** A grant as a `sharing.yaml` would hold it: requests are held against the same rules as those files. */
export type Terms = SharingFile['grants'][number];

export type Requested =
  | { readonly terms: Terms; readonly faults?: undefined }
  | { readonly faults: readonly AgreementFault[]; readonly terms?: undefined };

/** A GraphQL operation is a list of fields; longer than this it is something else. */
const LONGEST_OPERATION = 20_000;

/** What a request asks for as a grant, or everything that stands against it. */
export function requestedTerms(
  request: AgreementRequest,
  id: string,
  grantee: string,
  today: string,
  world: OwnersWorld,
): Requested {
  const read = fieldsOf(request.operation ?? null, world);
  const { success, data, error } = sharingFile.safeParse({
    provider: world.provider,
    grants: [
      {
        ...{ id, grantee, purpose: request.purpose, basis: request.basis },
        fields: [...new Set([...request.fields, ...read.fields])].sort(),
        rows: { scope: request.rows },
        mask: Object.fromEntries(request.mask.map(({ field, as }) => [field, as])),
        quota: request.quota ? withoutNull(request.quota) : null,
        conditions: request.conditions,
        validFrom: request.validFrom,
        validTo: request.validTo ?? null,
        riskAssessedUntil: request.riskAssessedUntil ?? null,
      },
    ],
  });
  if (!success) {
    const shape = error.issues.map(({ path, message }) => ({
      code: 'BAD_VALUE',
      path: path.slice(2),
      message: `${path.slice(2).map(String).join('.')}: ${message}.`,
    }));
    return { faults: [...read.faults, ...shape] };
  }
  const terms = data.grants[0]!;
  const faults = [...read.faults, ...faultsIn(terms, today, world)];
  return faults.length > 0 ? { faults } : { terms };
}

/** What stands against terms on a day. The law and the owner's schema may have moved on since they were asked for. */
export function faultsIn(
  terms: Terms,
  today: string,
  { provider, classes, rules }: OwnersWorld,
): AgreementFault[] {
  const groups = new Set(rules.groups.map(({ id }) => id));
  const agencies = rules.groups.flatMap(({ members }) => members).filter((name) => !groups.has(name));
  const world = known(rules, classes, [...new Set([...agencies, provider])], today);
  return [
    ...(terms.grantee === provider
      ? [{ code: 'OWN_DATA', path: ['grantee'], message: `${provider} reads its own data without a grant.` }]
      : []),
    ...terms.fields.flatMap((field, index) =>
      field.endsWith('.*')
        ? [
            {
              code: 'FIELD_NOT_NAMED',
              path: ['fields', index],
              message: `${field}: an agreement names each field, as what is added later is not agreed.`,
            },
          ]
        : [],
    ),
    ...(terms.validTo !== null && terms.validTo < today
      ? [{ code: 'ALREADY_OVER', path: ['validTo'], message: `It would have ended on ${terms.validTo}.` }]
      : []),
    ...checkGrant(terms, provider, [], world).filter(({ severity }) => severity === 'fault'),
  ];
}

/** The fields an operation reads that are the owner's to agree on: what is open or shared by default needs no agreement. */
function fieldsOf(operation: string | null, { provider, schema, classes }: OwnersWorld) {
  const none = { fields: [] as Coordinate[], faults: [] as AgreementFault[] };
  if (operation === null) return none;
  const bad = (message: string): typeof none => ({
    ...none,
    faults: [{ code: 'BAD_OPERATION', path: ['operation'], message }],
  });
  if (operation.length > LONGEST_OPERATION)
    return bad(`The operation is longer than ${LONGEST_OPERATION} characters.`);
  try {
    const document = parse(operation);
    const errors = validate(schema, document);
    if (errors.length > 0)
      return bad(errors.map(({ message }) => message.replace(/ Did you mean.*$/s, '')).join(' '));
    const fields = coordinatesOf(document, schema).filter((field) => {
      const at = classes.get(field);
      return at !== undefined && at.owners.includes(provider) && needsGrant(at);
    });
    return { fields, faults: [] };
  } catch (error) {
    if (error instanceof GraphQLError) return bad(error.message);
    throw error;
  }
}

const needsGrant = ({ sharing, personal, importance }: Classification): boolean =>
  sharing === 'PRIVATE' || (sharing === 'SHARED' && (personal !== 'NONE' || importance === 'CORE'));

const withoutNull = (quota: object): object =>
  Object.fromEntries(Object.entries(quota).filter(([, value]) => value !== null));

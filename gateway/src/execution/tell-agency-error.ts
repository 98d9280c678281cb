import type { GraphQLFormattedError } from 'graphql';
import { REASONS } from '@lienthong/shared/policy/reasons';
import type { AgencyError } from './agency-answer.ts';
import type { Path } from './place.ts';
import { readRefusal, type OwnerRefusal } from './owner-account.ts';
import type { Lookup } from './planning/call.ts';
import type { Representations, SourceError } from './source.ts';

const CODE = /^[A-Z][A-Z0-9_]{2,60}$/;
/** Codes of the frame, by which a subgraph says that it failed or was asked wrongly, and codes of the gateway alone. */
const NOT_THEIRS =
  /^(INTERNAL_SERVER_ERROR|BAD_REQUEST|BAD_USER_INPUT|OPERATION_RESOLUTION_FAILURE|(GRAPHQL|PERSISTED_QUERY|DOWNSTREAM|AGENCY|SEAL|LIMIT)_.*)$/;
const LONGEST_MESSAGE = 500;

/**
 * An error a subgraph made to be shown is told with its code, its sentence in both languages and the agency's name. Of any
 * other not a word is quoted: it may hold data, or a stack.
 */
export function tellAgencyError(agency: string, { message, extensions }: AgencyError): GraphQLFormattedError {
  const { code, messageVi } = (extensions ?? {}) as Readonly<Record<string, unknown>>;
  const refusal = readRefusal({ message, extensions });
  if (refusal) return tellRefusal(agency, refusal);
  return isCode(code) && isSentence(message)
    ? { message, extensions: { code, agency, ...(isSentence(messageVi) && { messageVi }) } }
    : {
        message: `The subgraph of ${agency} reported an error.`,
        extensions: { code: 'AGENCY_ERROR', agency, messageVi: `Phân hệ ${agency} báo lỗi.` },
      };
}

/** In our own words: a refusal says the same whoever refuses. */
function tellRefusal(agency: string, { coordinate, reason, basis }: OwnerRefusal): GraphQLFormattedError {
  const { text } = REASONS[reason];
  return {
    message: `${coordinate}: ${text.en}`,
    extensions: { code: reason, agency, coordinate, basis, messageVi: `${coordinate}: ${text.vi}` },
  };
}

const isCode = (code: unknown): boolean =>
  typeof code === 'string' && CODE.test(code) && !NOT_THEIRS.test(code);

const isSentence = (message: unknown): message is string =>
  typeof message === 'string' && message.length <= LONGEST_MESSAGE && !/[\n\r]/.test(message);

/**
 * Where an error happened: at which of the entities asked about, and where from there on. Null where it does not say so
 * in a way that can be relied on.
 */
export function placeOfError(
  { path }: AgencyError,
  lookups: readonly Pick<Lookup, 'answer'>[],
  lists: readonly Pick<Representations, 'texts'>[],
): Omit<SourceError, 'error'> | null {
  if (!Array.isArray(path) || path.length > 50 || !path.every(isStep)) return null;
  if (lookups.length === 0) return { lookup: null, entity: null, path: path as Path };
  const [name, entity, ...below] = path as Path;
  const lookup = lookups.findIndex(({ answer }) => answer === name);
  const known = lookup !== -1 && typeof entity === 'number' && entity < lists[lookup]!.texts.length;
  return known ? { lookup, entity, path: below } : null;
}

const isStep = (step: unknown): boolean =>
  typeof step === 'string' || (Number.isInteger(step) && (step as number) >= 0);

import type { ActorWords, Agency, Group } from './hand-kept.ts';
import { part, printedOf, textOf, type Span } from './span.ts';

/** Who a stretch of text names, as printed and as agencies, groups and other bodies. */
export interface Actors {
  readonly line: number | null;
  readonly printed: string | null;
  readonly agencies: readonly string[];
  readonly groups: readonly Group[];
  readonly others: readonly string[];
}

type Actor = Omit<ActorWords, 'phrases'>;

/** The words for an actor, lower-cased, the longest first: "các bộ, ngành, cơ quan" before "các bộ, ngành". */
export type Vocabulary = readonly { readonly words: string; readonly actor: Actor }[];

const lower = (text: string) => text.toLocaleLowerCase('vi');

export const vocabulary = (agencies: readonly Agency[], actors: readonly ActorWords[]): Vocabulary =>
  [
    ...actors.flatMap(({ phrases, ...actor }) => phrases.map((phrase) => ({ words: lower(phrase), actor }))),
    ...agencies.flatMap(({ id, name, alsoPrinted }) =>
      [name, ...alsoPrinted].map((words) => ({ words: lower(words), actor: { agencies: [id] } })),
    ),
  ].sort((one, other) => other.words.length - one.words.length);

export const nobody: Actors = { line: null, printed: null, agencies: [], groups: [], others: [] };

export interface Naming {
  readonly vocabulary: Vocabulary;
  readonly agencies: readonly Agency[];
}

const separator = /^(?:, | và )/;
const exception = /^ \(trừ [^)]*\)/;

/** The list of actors that a span's text opens with at an offset ("A, B và C (trừ D)"), if it does. */
export function actorsAt(span: Span, offset: number, naming: Naming): Actors | null {
  const text = textOf(span);
  const list = listAt(text, offset, naming.vocabulary);
  if (!list) return null;
  const end = list.end + (exception.exec(text.slice(list.end))?.[0].length ?? 0);
  const printed = printedOf(part(span, offset, end));
  return { line: span.line.number, printed, ...together(list.actors, naming.agencies) };
}

function listAt(text: string, at: number, vocabulary: Vocabulary): { actors: Actor[]; end: number } | null {
  const first = wordsAt(text, at, vocabulary);
  if (!first) return null;
  const end = at + first.words.length;
  const between = separator.exec(text.slice(end));
  const rest = between && listAt(text, end + between[0].length, vocabulary);
  return rest ? { ...rest, actors: [first.actor, ...rest.actors] } : { actors: [first.actor], end };
}

/** The agencies named anywhere in a text. */
export function agenciesIn(text: string, { vocabulary, agencies }: Naming): readonly string[] {
  const found: Actor[] = [];
  let at = 0;
  while (at < text.length) {
    const match = wordsAt(text, at, vocabulary);
    if (match) found.push(match.actor);
    at += match?.words.length ?? 1;
  }
  return together(found, agencies).agencies;
}

const wordsAt = (text: string, at: number, vocabulary: Vocabulary) =>
  vocabulary.find(
    ({ words }) =>
      lower(text.slice(at, at + words.length)) === words && !/^\p{L}/u.test(text.slice(at + words.length)),
  );

/** Groups stand for these agencies; enterprises and "all relevant bodies" for none that could be named. */
const membersOf: Record<Group, (agency: Agency) => boolean> = {
  MINISTRIES: ({ kind }) => kind === 'MINISTRY' || kind === 'MINISTERIAL_LEVEL_AGENCY',
  LOCALITIES: ({ kind }) => kind === 'PEOPLES_COMMITTEE',
  POLITICAL_BODIES: ({ kind }) =>
    ['PARTY', 'NATIONAL_ASSEMBLY', 'FATHERLAND_FRONT', 'COURT', 'PROCURACY'].includes(kind),
  ENTERPRISES: () => false,
  ALL_RELEVANT: () => false,
};

function together(actors: readonly Actor[], agencies: readonly Agency[]) {
  const groups = [...new Set(actors.flatMap(({ group }) => group ?? []))];
  const named = new Set(actors.flatMap((actor) => actor.agencies));
  return {
    agencies: agencies
      .filter((agency) => named.has(agency.id) || groups.some((group) => membersOf[group](agency)))
      .map(({ id }) => id),
    groups,
    others: [...new Set(actors.flatMap(({ other }) => other ?? []))],
  };
}

import type { AskedAgency } from '../demo/render.ts';
import type { Answer } from './exchange.ts';
import type { Question } from './story-shape.ts';

/** What is expected of a question and what became of it, in one form: equal where the story is true. */
export interface Happened {
  readonly answer: unknown;
  /** `Citizen.religion FORBIDDEN by PDPL 91/2025 Art 3`, sorted. */
  readonly refused: readonly string[];
  readonly errors: readonly string[];
  /** Who was asked, wave by wave. */
  readonly asked: readonly (readonly string[])[];
}

export const expectedOf = ({ expect }: Question): Happened => ({
  answer: expect.answer ?? null,
  refused: expect.refused
    .map(({ coordinate, reason, basis, by }) => refusalLine(coordinate, reason, basis, by))
    .sort(),
  errors: [...expect.errors].sort(),
  asked: expect.asked.map((wave) => (typeof wave === 'string' ? [wave] : [...wave].sort())),
});

/** The order of agencies asked at the same time is chance; they count as expected where none of a later wave came first. */
export function happenedIn({ expect }: Question, { data, errors = [], extensions }: Answer): Happened {
  const { refused = [], fetches = [] } = extensions?.exchange ?? {};
  const reasons = new Set(refused.map(({ reason }) => reason));
  return {
    answer: data ?? null,
    refused: [
      ...new Set(
        refused.map(({ coordinate, reason, basis, agency }) =>
          refusalLine(coordinate, reason, basis.citation, agency),
        ),
      ),
    ].sort(),
    errors: [...new Set(errors.map(({ extensions: { code } }) => code))]
      .filter((code) => !reasons.has(code))
      .sort(),
    asked: wavesOf(agenciesIn(fetches), expect.asked),
  };
}

const refusalLine = (coordinate: string, reason: string, basis: string, by?: string): string =>
  `${coordinate} ${reason} by ${basis}${by === undefined ? '' : ` (${by})`}`;

/** Each agency once, in the order in which it was first asked. */
function agenciesIn(fetches: readonly AskedAgency[]): string[] {
  const inOrder = [...fetches].sort((one, other) => one.startedMs - other.startedMs);
  return [...new Set(inOrder.map(({ agency }) => agency))];
}

/** The agencies asked, cut into waves as long as those expected; what is left over is one more. */
function wavesOf(agencies: readonly string[], expected: Question['expect']['asked']): string[][] {
  const rest = [...agencies];
  const waves = expected.map((wave) => rest.splice(0, typeof wave === 'string' ? 1 : wave.length).sort());
  return [...waves, ...(rest.length > 0 ? [rest] : [])].filter((wave) => wave.length > 0);
}

import { citationExplainer } from '@lienthong/shared/policy/explain';
import type { LegalAct, Permit, Text } from '@lienthong/shared/policy/types';

/** A text as the graph has it: the field in Vietnamese, and `<field>En` beside it. */
export const inBoth = <Field extends string>(field: Field, text: Text | null | undefined) =>
  ({ [field]: text?.vi ?? null, [`${field}En`]: text?.en ?? null }) as Record<
    Field | `${Field}En`,
    string | null
  >;

export type DescribeCitation = ReturnType<typeof citationDescriber>;

/** A citation with what it says, and how sure it is. */
export function citationDescriber(acts: readonly LegalAct[]) {
  const explain = citationExplainer(acts);
  return (cited: string) => {
    const { citation, act, says, certainty } = explain(cited);
    return { citation, ...inBoth('title', act), ...inBoth('says', says), certainty };
  };
}

/** The terms of a permit, its law explained. */
export const describePermit = (
  { by, grant, basis, rows, mask, quota, consent }: Permit,
  describe: DescribeCitation,
) => ({ by, grant, basis: basis.map(describe), rows, mask, quota, consent });

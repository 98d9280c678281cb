import { bestCase } from './best-case.ts';
import { actOf, articleOf } from './citations.ts';
import type { CompiledGrant, CompiledRules } from './compile.ts';
import { CONDITION_TEXTS } from './condition-texts.ts';
import { viewOf } from './day-view.ts';
import { judge } from './decide.ts';
import { LADDER, nearestGrant } from './grant-ladder.ts';
import { isoDay, legalDay } from './legal-day.ts';
import { REASONS } from './reasons.ts';
import { isOfCase } from './rows.ts';
import { standingOf } from './standing.ts';
import type {
  Certainty,
  Classification,
  Condition,
  Coordinate,
  Grant,
  LegalAct,
  Permit,
  ReasonCode,
  Refusal,
  Text,
} from './types.ts';

/** A citation with its act, and how sure it is. */
export interface ExplainedCitation {
  readonly citation: string;
  readonly act: Text | null;
  readonly says: Text | null;
  readonly certainty: Certainty;
}

/** What a request must bring for a permit to hold. */
export type Need =
  | { readonly kind: 'PROCEDURE'; readonly code: string }
  | {
      readonly kind:
        'CASE' | 'SUBJECTS' | 'TERRITORY' | 'CONSENT' | 'WRITTEN_REQUEST' | Grant['conditions'][number];
    };

export interface NearestGrant {
  readonly id: string;
  readonly provider: string;
  readonly grantee: string;
  readonly purpose: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** The first thing it lacks for this request, and why that refuses. */
  readonly lacks: {
    readonly condition: Condition;
    readonly reason: ReasonCode;
    readonly demands: Text;
  } | null;
}

export interface ExplainedPermit {
  readonly coordinate: Coordinate;
  readonly allowed: true;
  readonly field: Classification;
  readonly permit: Permit;
  readonly basis: readonly ExplainedCitation[];
  readonly needs: readonly Need[];
}

export interface ExplainedRefusal {
  readonly coordinate: Coordinate;
  readonly allowed: false;
  readonly field: Classification | null;
  readonly reason: ReasonCode;
  readonly text: Text;
  readonly basis: ExplainedCitation;
  readonly failed: Condition;
  readonly demands: Text;
  /** The forbid or combination that refuses. */
  readonly rule: string | null;
  readonly nearest: NearestGrant | null;
  /** The agencies that can give it. */
  readonly issuers: readonly string[];
  readonly howToAsk: Text;
}

export interface Explanation {
  readonly agency: string | null;
  readonly purpose: string | null;
  readonly day: string;
  readonly ruleSet: string;
  readonly fields: readonly (ExplainedPermit | ExplainedRefusal)[];
}

export interface Question {
  /** Absent: an anonymous caller. */
  readonly agency?: string;
  readonly purpose?: string;
  readonly coordinates: readonly Coordinate[];
}

/**
 * What would happen to a question, as of an instant in the past, now or to come, without asking it. It is supposed
 * to bring every proof there is, and each permit says which of them it needs.
 */
export function explain(
  question: Question,
  rules: CompiledRules,
  acts: readonly LegalAct[],
  at: number,
): Explanation {
  const view = viewOf(rules, legalDay(at));
  const caller =
    question.agency === undefined
      ? ({ kind: 'anonymous' } as const)
      : bestCase(question.agency, question.purpose, rules, view.day);
  const standing = standingOf(caller, view.day, rules);
  const { verdicts } = judge(question.coordinates, standing, rules, view);
  const explainCitation = citationExplainer(acts);

  return {
    agency: question.agency ?? null,
    purpose: question.purpose ?? null,
    day: isoDay(view.day),
    ruleSet: rules.version,
    fields: [...verdicts.values()].map((verdict) => {
      const number = rules.fields.numberOf.get(verdict.coordinate);
      const field = number === undefined ? null : rules.classOf[number]!;
      if (verdict.allowed)
        return {
          coordinate: verdict.coordinate,
          allowed: true,
          field: field!,
          permit: verdict,
          basis: verdict.basis.map(explainCitation),
          needs: needsOf(verdict, rules),
        };
      const nearest =
        number === undefined
          ? null
          : nearestGrant(rules.naming[number]!, { field: field!, standing, day: view.day });
      return {
        ...explainRefusal(verdict),
        allowed: false,
        field,
        basis: explainCitation(verdict.basis),
        nearest: nearest && describe(nearest, { field: field!, standing, day: view.day }),
        issuers: issuersOf(verdict, field),
      };
    }),
  };
}

/** What a refusal says to whoever was refused, in both languages. */
export const explainRefusal = ({ coordinate, reason, failed, rule }: Refusal) => ({
  coordinate,
  reason,
  text: REASONS[reason].text,
  failed,
  demands: CONDITION_TEXTS[failed].demands,
  rule,
  howToAsk: CONDITION_TEXTS[failed].remedy,
});

/** A refusal as the answer tells it to whoever was refused: why, by which law, what came nearest, who can give it. */
export function tellRefusal(
  refusal: Refusal,
  rules: CompiledRules,
  explainCitation: (citation: string) => ExplainedCitation,
) {
  const number = rules.fields.numberOf.get(refusal.coordinate);
  const grant = refusal.nearest === null ? undefined : rules.grants.find(({ id }) => id === refusal.nearest);
  return {
    ...explainRefusal(refusal),
    basis: explainCitation(refusal.basis),
    nearest: grant
      ? {
          id: grant.id,
          provider: grant.provider,
          grantee: grant.grantee,
          purpose: grant.purpose,
          validFrom: grant.validFrom,
          validTo: grant.validTo,
        }
      : null,
    issuers: issuersOf(refusal, number === undefined ? null : rules.classOf[number]!),
  };
}

function describe(
  { grant, rung }: { grant: CompiledGrant; rung: number },
  rest: Omit<Parameters<(typeof LADDER)[number]['refuses']>[0], 'grant'>,
): NearestGrant {
  const { id, provider, grantee, purpose, validFrom, validTo } = grant;
  const missed = LADDER[rung];
  return {
    ...{ id, provider, grantee, purpose, validFrom, validTo },
    lacks: missed
      ? {
          condition: missed.condition,
          reason: missed.refuses({ ...rest, grant })!,
          demands: CONDITION_TEXTS[missed.condition].demands,
        }
      : null,
  };
}

/** What an owner can mend by its rules. The rest is up to the request, the person concerned, or nobody. */
const UP_TO_THE_OWNER: ReadonlySet<Condition> = new Set<Condition>([
  'CLASSIFIED',
  'NOT_FORBIDDEN',
  'GRANT_EXISTS',
  'MASTER_SOURCE',
  'GRANTEE',
  'GRANT_PURPOSE',
  'BASIS_NAMED',
  'STATUS',
  'NOT_OVER',
  'BASIS_IN_FORCE',
  'RISK_ASSESSED',
]);

const issuersOf = ({ failed }: Refusal, field: Classification | null): readonly string[] =>
  field && UP_TO_THE_OWNER.has(failed) ? field.owners : [];

function needsOf(permit: Permit, rules: CompiledRules): Need[] {
  const grant = permit.grant === null ? undefined : rules.grants.find(({ id }) => id === permit.grant);
  if (!grant) return [];
  const purpose = rules.purposes.get(grant.purpose)!;
  return [
    ...(purpose.procedure === null ? [] : [{ kind: 'PROCEDURE', code: purpose.procedure } as const]),
    ...(purpose.caseRequired ? [{ kind: 'CASE' } as const] : []),
    ...(isOfCase(permit) ? [{ kind: 'SUBJECTS' } as const] : []),
    ...(permit.rows === 'own-territory' ? [{ kind: 'TERRITORY' } as const] : []),
    ...(permit.consent === null ? [] : [{ kind: permit.consent }]),
    ...grant.conditions.map((kind) => ({ kind })),
  ];
}

/** A citation is as sure as its article, or as its act where nobody has said more. */
export function citationExplainer(acts: readonly LegalAct[]): (citation: string) => ExplainedCitation {
  const byId = new Map(acts.map((act) => [act.id, act]));
  return (citation) => {
    const act = actOf(citation, byId);
    if (!act) return { citation, act: null, says: null, certainty: 'UNCONFIRMED' };
    const article = act.articles.find((one) => one.article === articleOf(citation, act));
    return {
      citation,
      act: act.title,
      says: article?.says ?? null,
      certainty: article?.certainty ?? act.certainty,
    };
  };
}

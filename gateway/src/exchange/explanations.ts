import type { CompiledRules } from '@lienthong/shared/policy/compile';
import {
  explain,
  type ExplainedPermit,
  type ExplainedRefusal,
  type NearestGrant,
} from '@lienthong/shared/policy/explain';
import type { Reader } from '@lienthong/shared/policy/readers';
import { dayArgument } from './day-argument.ts';
import { citationDescriber, describePermit, inBoth, type DescribeCitation } from './describe-law.ts';
import { Unknown } from './errors.ts';
import { knownReaders } from './known-readers.ts';
import { operationReader } from './operation-argument.ts';
import type { ExchangeServices, RootFields } from './services.ts';

interface ExplainArguments {
  readonly operation: string;
  readonly agency?: string | null;
  readonly purpose?: string | null;
  readonly at?: unknown;
}

/** What the rules would answer, without asking anybody. They are public law: whoever asks may know. */
export function explanations(services: ExchangeServices): RootFields {
  const { rules, now } = services;
  const { whoMayRead, whatMayRead } = knownReaders;
  const fieldsOf = operationReader(services);
  const momentOf = (at: unknown): number => dayArgument('at', at) ?? now();
  const readers = (find: (compiled: CompiledRules) => readonly Reader[]) => {
    const { compiled, ruleSet } = rules();
    const describe = citationDescriber(ruleSet.acts);
    return find(compiled).map(({ who, purpose, permit }) => ({
      who,
      field: permit.coordinate,
      purpose,
      permit: describePermit(permit, describe),
    }));
  };

  return {
    explain: ({ operation, agency, purpose, at }: ExplainArguments) => {
      const { compiled, ruleSet } = rules();
      if (agency) checkAgency(agency, compiled);
      if (purpose && !compiled.purposes.has(purpose)) throw new Unknown('purpose', purpose);
      const coordinates = fieldsOf(operation);
      const question = { ...(agency && { agency }), ...(purpose && { purpose }), coordinates };
      const { fields, ...explanation } = explain(question, compiled, ruleSet.acts, momentOf(at));
      const describe = citationDescriber(ruleSet.acts);
      return {
        ...explanation,
        allowed: fields.every(({ allowed }) => allowed),
        fields: fields.map((field) => describeVerdict(field, describe)),
      };
    },
    whoMayRead: ({ field, at }: { readonly field: string; readonly at?: unknown }) =>
      readers((compiled) => {
        if (!compiled.fields.numberOf.has(field)) throw new Unknown('field', field);
        return whoMayRead(field, compiled, momentOf(at));
      }),
    whatMayRead: ({ agency, at }: { readonly agency: string; readonly at?: unknown }) =>
      readers((compiled) => {
        checkAgency(agency, compiled);
        return whatMayRead(agency, compiled, momentOf(at));
      }),
  };
}

function checkAgency(agency: string, { namesOf }: CompiledRules): void {
  if (!namesOf.has(agency)) throw new Unknown('agency', agency);
}

const describeVerdict = (verdict: ExplainedPermit | ExplainedRefusal, describe: DescribeCitation) => ({
  field: verdict.coordinate,
  owners: verdict.field?.owners ?? [],
  sharing: verdict.field?.sharing ?? null,
  personal: verdict.field?.personal ?? null,
  allowed: verdict.allowed,
  permit: verdict.allowed ? describePermit(verdict.permit, describe) : null,
  needs: verdict.allowed ? verdict.needs : [],
  refusal: verdict.allowed ? null : describeRefusal(verdict, describe),
});

const describeRefusal = (
  { reason, text, basis, failed, demands, rule, nearest, issuers, howToAsk }: ExplainedRefusal,
  describe: DescribeCitation,
) => ({
  reason,
  ...inBoth('text', text),
  basis: describe(basis.citation),
  failed,
  ...inBoth('demands', demands),
  rule,
  nearest: nearest && describeNearest(nearest),
  issuers,
  ...inBoth('howToAsk', howToAsk),
});

const describeNearest = ({ lacks, ...grant }: NearestGrant) => ({
  ...grant,
  lacks: lacks?.condition ?? null,
  reason: lacks?.reason ?? null,
  ...inBoth('demands', lacks?.demands),
});

import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Append, ChangeFeed } from '../changes/change-feed.ts';
import { checkCitations, holdsWithin, known } from '../policy/check/known.ts';
import { isoDay, legalDay } from '../policy/legal-day.ts';
import type { AgencyCaller, Caller } from '../policy/types.ts';
import { AGREEMENT_CHANGE, changeOf } from './agreement-change.ts';
import type { AgreementLaw } from './agreement-law.ts';
import { changedAgreements } from './changed-agreements.ts';
import { Agreement, AgreementEvent } from './entities.ts';
import {
  AgreementInvalid,
  AgreementNotYours,
  AgreementState,
  AgreementUnknown,
  type AgreementFault,
} from './errors.ts';
import {
  objectionTo,
  partiesOf,
  statusOn,
  STEPS,
  type AgreementAction,
  type AgreementStatus,
} from './life-cycle.ts';
import {
  faultsIn,
  requestedTerms,
  type AgreementRequest,
  type OwnersWorld,
  type Terms,
} from './requested-terms.ts';
import { workingDaysAfter } from './working-days.ts';

/** A step as the graph hands it on. */
export interface AgreementStep {
  readonly action: AgreementAction;
  readonly reason?: string | null;
  readonly basis: readonly string[];
  readonly supersededBy?: string | null;
}

/** The agreements of one owner: how they are asked for, decided on, and dated. */
export interface Agreements {
  /** Throws `AGREEMENT_NOT_YOURS` or `AGREEMENT_INVALID`. */
  request(request: AgreementRequest, caller: Caller): Promise<Agreement>;
  /** Throws `AGREEMENT_UNKNOWN`, `AGREEMENT_NOT_YOURS`, `AGREEMENT_STATE` or `AGREEMENT_INVALID`. */
  change(id: string, step: AgreementStep, caller: Caller): Promise<Agreement>;
  /** The ids of agreements as they change from now on, until `signal` says so. */
  readonly changed: (signal: AbortSignal) => AsyncIterable<string>;
  readonly statusOf: (agreement: Agreement) => AgreementStatus;
  /** The last day the owner has to answer. Throws `HOLIDAYS_UNKNOWN`. */
  readonly dueOn: (agreement: Agreement) => string;
  /** Whether that day is past and no answer was given. */
  readonly isOverdue: (agreement: Agreement) => boolean;
}

export interface AgreementsOptions extends OwnersWorld {
  readonly feed: ChangeFeed;
  readonly law: AgreementLaw;
  readonly now?: () => number;
}

const LONGEST_REASON = 2000;

/** Opens the agreements of one owner. Every change is one transaction: the agreement, its history and the outbox. */
export function openAgreements(options: AgreementsOptions): Agreements {
  const { provider, feed, law, now = Date.now } = options;
  const today = (): number => legalDay(now());
  const dueDay = ({ submittedAt }: Agreement): number =>
    workingDaysAfter(legalDay(Date.parse(submittedAt)), law.answerWithin, law.calendar);

  return {
    changed: (signal) => changedAgreements(feed, signal),
    request: async (request, caller) => {
      if (caller.kind !== 'agency' || !caller.officer) {
        throw new AgreementNotYours('REQUEST', 'the agency that asks');
      }
      const { agency: grantee } = caller;
      const id = `${provider}-${grantee}-${randomUUID().slice(0, 8)}`;
      const { terms, faults } = requestedTerms(request, id, grantee, isoDay(today()), options);
      if (faults) throw new AgreementInvalid(faults);
      return feed.record(async (manager, append) => {
        const at = new Date(now()).toISOString();
        const agreement = Object.assign(new Agreement(), columnsOf(terms), {
          provider,
          system: request.system ?? caller.system ?? null,
          frequency: request.frequency,
          method: request.method,
          status: 'SUBMITTED',
          submittedAt: at,
          answeredAt: null,
          supersededBy: null,
        });
        await manager.insert(Agreement, agreement);
        await tell(manager, append, agreement, { ...by(caller), at, action: null, from: null });
        return agreement;
      });
    },

    change: (id, step, caller) =>
      feed.record(async (manager, append) => {
        const agreement = await manager.findOneBy(Agreement, { id });
        if (!agreement) throw new AgreementUnknown(id, provider);
        const { action } = step;
        const from = statusOn(agreement, today());
        const objection = objectionTo(action, from, partiesOf(caller, provider, law.countersignedBy));
        if (objection === 'NOT_YOURS') {
          throw new AgreementNotYours(action, STEPS[action].by === 'OWNER' ? provider : law.countersignedBy);
        }
        if (objection === 'STATE') throw new AgreementState(id, action, from, STEPS[action].from);
        const faults = await faultsInStep(step, agreement, manager);
        if (faults.length > 0) throw new AgreementInvalid(faults);

        const at = new Date(now()).toISOString();
        agreement.status = STEPS[action].to;
        if (from === 'SUBMITTED') agreement.answeredAt = at;
        if (action === 'SUPERSEDE') agreement.supersededBy = step.supersededBy!;
        await manager.save(agreement);
        const reason = step.reason?.trim() || null;
        const { basis } = step;
        await tell(manager, append, agreement, {
          ...by(caller as AgencyCaller),
          ...{ at, action, from, reason, basis: [...basis] },
        });
        return agreement;
      }),

    statusOf: (agreement) => statusOn(agreement, today()),
    dueOn: (agreement) => isoDay(dueDay(agreement)),
    isOverdue: (agreement) => agreement.answeredAt === null && today() > dueDay(agreement),
  };

  async function faultsInStep(
    { action, reason, basis, supersededBy }: AgreementStep,
    agreement: Agreement,
    manager: EntityManager,
  ): Promise<AgreementFault[]> {
    const { needs } = STEPS[action];
    const day = isoDay(today());
    const said = reason?.trim() ?? '';
    return [
      ...(needs.includes('reason') && said === '' ? [missing('reason', `${action} needs a reason.`)] : []),
      ...(said.length > LONGEST_REASON
        ? [
            {
              code: 'TOO_LONG',
              path: ['reason'],
              message: `A reason has at most ${LONGEST_REASON} characters.`,
            },
          ]
        : []),
      ...(needs.includes('basis') && basis.length === 0
        ? [missing('basis', `${action} needs a legal basis (D194/2025 Art 16(2)).`)]
        : []),
      ...faultsInBasis(basis, day),
      ...(action === 'SUPERSEDE' ? await faultsInSuccessor(supersededBy ?? null, agreement, manager) : []),
      // What was sound when it was asked for may not be any more.
      ...(action === 'APPROVE' || action === 'COUNTERSIGN' ? faultsIn(termsOf(agreement), day, options) : []),
    ];
  }

  function faultsInBasis(basis: readonly string[], day: string): AgreementFault[] {
    if (basis.length === 0) return [];
    const world = known(options.rules, options.classes, [], day);
    const unknown = checkCitations(basis, ['basis'], world).filter(({ severity }) => severity === 'fault');
    if (unknown.length > 0 || holdsWithin(basis, day, day, world)) return unknown;
    return [
      { code: 'BASIS_NOT_IN_FORCE', path: ['basis'], message: `Nothing of the basis holds on ${day}.` },
    ];
  }

  async function faultsInSuccessor(
    id: string | null,
    { id: own, grantee, purpose }: Agreement,
    manager: EntityManager,
  ): Promise<AgreementFault[]> {
    if (id === null) return [missing('supersededBy', 'SUPERSEDE names the agreement that takes its place.')];
    const next = id === own ? null : await manager.findOneBy(Agreement, { id });
    const fits =
      next && next.grantee === grantee && next.purpose === purpose && statusOn(next, today()) === 'ACTIVE';
    const message = `What takes its place is another agreement with ${grantee} for ${purpose}, in force.`;
    return fits ? [] : [{ code: 'NO_SUCCESSOR', path: ['supersededBy'], message }];
  }
}

const missing = (part: string, message: string): AgreementFault => ({
  code: 'MISSING',
  path: [part],
  message,
});

const by = ({ agency, system, officer }: AgencyCaller) => ({
  ...{ agency, system: system ?? null, officer: officer!, reason: null, basis: [] },
});

async function tell(
  manager: EntityManager,
  append: Append,
  agreement: Agreement,
  event: Omit<AgreementEvent, 'number' | 'agreementId' | 'to'>,
): Promise<void> {
  const number = await append(AGREEMENT_CHANGE, changeOf(agreement));
  await manager.insert(AgreementEvent, {
    ...event,
    number,
    agreementId: agreement.id,
    to: agreement.status,
  });
}

const columnsOf = ({ rows, status: _, ...terms }: Terms) => ({ ...terms, rows: rows.scope });

const termsOf = (agreement: Agreement): Terms => {
  const { id, grantee, purpose, basis, fields, mask, quota, conditions } = agreement;
  const { validFrom, validTo, riskAssessedUntil, rows } = agreement;
  return {
    ...{
      id,
      grantee,
      purpose,
      basis,
      fields,
      mask,
      quota,
      conditions,
      validFrom,
      validTo,
      riskAssessedUntil,
    },
    rows: { scope: rows },
    status: 'ACTIVE',
  };
};

import { describe, expect, it } from '@jest/globals';
import { bestCase } from '@lienthong/shared/policy/best-case';
import { decide } from '@lienthong/shared/policy/decide';
import { legalDay, startOfDay } from '@lienthong/shared/policy/legal-day';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import { whatMayRead } from '@lienthong/shared/policy/readers';
import type { AgencyCaller, Caller } from '@lienthong/shared/policy/types';
import { parse } from 'graphql';
import { openRules } from '../../scripts/rules/open-rules.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const { compiled, graph, schema } = openRules('.');
const NOW = startOfDay('2026-11-24');

/** The reasons for which fields are refused, each once. */
const refused = (caller: Caller, query: string): string[] => [
  ...new Set(
    decide({ caller, coordinates: coordinatesOf(parse(query), schema) }, compiled, NOW).refusals.map(
      ({ reason }) => reason,
    ),
  ),
];
const verifying = (agency: string): AgencyCaller =>
  bestCase(agency, 'asset-verification', compiled, legalDay(NOW));

describe('A declaration of assets, whose secrecy nobody has set,', () => {
  const DECLARATION =
    '{ assetDeclaration(number: "") { number year submittedOn declares(kind: "", id: "") } }';

  it.each<[string, Caller]>([
    ['to who leads the database itself', verifying('gov-inspectorate')],
    ['to who manages the official', verifying('party-office')],
    ['to who declared', { kind: 'citizen', personalId: '003086000011' }],
    ['to anybody', { kind: 'anonymous' }],
  ])('[RULE-77] is closed %s', (_, caller) => {
    expect(refused(caller, DECLARATION)).toEqual(['UNCLASSIFIED']);
  });
});

describe('What an official owns', () => {
  const ASSETS =
    '{ citizen(personalId: "") { landParcels { id landUse valueBand registeredOn } vehicles { plate registeredOn } organizations { taxCode name } } }';
  const withProofs = ({ decisionNumber: _, approvedBy: __, officer: ___, ...rest }: AgencyCaller) => rest;

  it.each(['gov-inspectorate', 'party-office'])(
    'is shown to %s with an officer, a decision and two approvals',
    (who) => {
      expect(refused(verifying(who), ASSETS)).toEqual([]);
    },
  );

  it.each<[string, Partial<AgencyCaller>]>([
    ['a decision', { officer: 'a', approvedBy: ['b', 'c'] }],
    ['a second approval', { officer: 'a', decisionNumber: '1/QĐ', approvedBy: ['b'] }],
    ['a second person who approves', { officer: 'a', decisionNumber: '1/QĐ', approvedBy: ['b', 'b'] }],
    ['an officer', { decisionNumber: '1/QĐ', approvedBy: ['b', 'c'] }],
  ])('is not shown without %s', (_, proofs) => {
    const reasons = refused({ ...withProofs(verifying('gov-inspectorate')), ...proofs }, ASSETS);
    expect(reasons).toEqual(['NO_LEGAL_BASIS']);
  });

  it('[RULE-75] is asked of these databases of four ministries, and of no others', () => {
    const databases = whatMayRead('gov-inspectorate', compiled, NOW)
      .filter(({ purpose, permit }) => purpose === 'asset-verification' && permit.by === 'GRANT')
      .flatMap(({ permit }) => graph.classes.get(permit.coordinate)?.database ?? []);
    expect([...new Set(databases)].sort()).toEqual([
      'mae-A-05',
      'mof-C-04',
      'moha-A-07',
      'mps-A-06',
      'mps-A-13',
    ]);
  });

  it('is not shown with what banks know, whatever proofs there are', () => {
    expect(
      refused(verifying('gov-inspectorate'), '{ citizen(personalId: "") { taxReturns { income } } }'),
    ).not.toEqual([]);
  });
});

describe('The register of the Inspectorate', () => {
  const { ask } = agency('gov-inspectorate');

  it('compares a declaration with the other registers thing by thing, where nothing guards it', async () => {
    const { number, declarantId, items } = synthetic('gov-inspectorate/AssetDeclaration')[0]!;
    const parcel = synthetic('mae/LandParcel').find(({ ownerId }) => ownerId === declarantId)!;
    expect(items).toContainEqual({ kind: 'PARCEL', id: parcel.id });
    expect(
      await ask(
        `query ($number: ID!, $parcel: ID!) { assetDeclaration(number: $number) {
           its: declares(kind: "PARCEL", id: $parcel) other: declares(kind: "PARCEL", id: "w356hh000000")
           confused: declares(kind: "VEHICLE", id: $parcel) } }`,
        { number, parcel: parcel.id },
      ),
    ).toEqual({ assetDeclaration: { its: true, other: false, confused: false } });
  });
});

describe('A decision to verify', () => {
  const { ask } = owner('gov-inspectorate');
  const query = 'query ($number: ID!) { verificationDecision(number: $number) { validTo } }';

  it('is shown to whom it is shown to, in the case of who is verified', async () => {
    const { number, declarantId, validTo } = synthetic('gov-inspectorate/VerificationDecision')[0]!;
    const asked = (subject: string) =>
      ask(asking('mae', 'verification-decision-check', [subject]), query, { number });
    expect(await asked(declarantId)).toEqual({ data: { verificationDecision: { validTo } }, codes: [] });
    expect(await asked('003099999999')).toEqual({
      data: { verificationDecision: null },
      codes: ['ROW_OUT_OF_SCOPE'],
    });
  });
});

describe('What the state pays for harm', () => {
  const AMOUNT = '{ compensationDecision(number: "") { number responsibleAgency amount decidedOn paidOn } }';
  const CLAIMANT = '{ compensationDecision(number: "") { claimant { personalId } } }';

  it('the State Audit Office reads, and not to whom', () => {
    const auditor = bestCase('sav', 'state-audit', compiled, legalDay(NOW));
    expect(refused(auditor, AMOUNT)).toEqual([]);
    expect(refused(auditor, CLAIMANT)).toEqual(['EXCESS_FIELDS']);
  });

  it('nobody else reads for an audit', () => {
    expect(refused(bestCase('mof', 'state-audit', compiled, legalDay(NOW)), AMOUNT)).toEqual([
      'PURPOSE_MISMATCH',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LandParcel } from '../../subgraphs/mae/land.ts';
import { bannedPostsOn, certifiesRecord, hasCriminalRecord } from '../../subgraphs/mps/criminal-record.ts';
import type { CriminalRecord, CriminalRecordCertificate } from '../../subgraphs/mps/criminal-records.ts';
import { frozenOn } from '../../subgraphs/spc/frozen.ts';
import type { FreezeOrder, Judgment } from '../../subgraphs/spc/judgments.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic, textOf } from './synthetic.ts';

const DAY = '2026-11-24';
const rows = <Row>(file: string) => JSON.parse(textOf(file)) as Row[];
const records = rows<CriminalRecord>('mps/CriminalRecord');
const certificates = rows<CriminalRecordCertificate>('mps/CriminalRecordCertificate');
const parcels = rows<LandParcel>('mae/LandParcel');
const orders = rows<FreezeOrder>('spc/FreezeOrder');
const people = synthetic('mps/Citizen').map(({ personalId }) => personalId);

const expunged = records.find(({ expungedOn }) => expungedOn !== null && expungedOn < DAY)!;
const standing = records.find(({ expungedOn }) => expungedOn === null)!;
const certificateOf = (citizen: string, type: string) =>
  certificates.find((each) => each.citizenId === citizen && each.type === type)!;

const convicted = (judgedOn: string, expungedOn: string | null = null) => ({
  judgedOn,
  expungedOn,
  bannedPost: null,
  bannedUntil: null,
});

describe('A person has a criminal record', () => {
  it.each([
    ['not without a conviction', [], false],
    ['from the day of the judgment', [convicted(DAY)], true],
    ['not before it', [convicted('2026-11-25')], false],
    ['to the day before it is expunged', [convicted('2015-01-01', '2026-11-25')], true],
    ['not from the day it is', [convicted('2015-01-01', DAY)], false],
    [
      'by the conviction that stands beside an expunged one',
      [convicted('2015-01-01', DAY), convicted('2020-01-01')],
      true,
    ],
  ])('%s', (_, held, expected) => {
    expect(hasCriminalRecord(held, DAY)).toBe(expected);
  });
});

describe('A certificate says that there is a record', () => {
  const certificate = (type: string, issuedOn = DAY) => ({ type, issuedOn });

  it.each([
    ['No. 1, of a conviction that stands', 'ONE', [convicted('2020-01-01')], true],
    ['No. 1 not, of one that was expunged', 'ONE', [convicted('2015-01-01', '2020-01-01')], false],
    ['No. 1 not, of a clean life', 'ONE', [], false],
    ['No. 2, of one that was expunged', 'TWO', [convicted('2015-01-01', '2020-01-01')], true],
    ['No. 2 not, of a clean life', 'TWO', [], false],
    ['No. 2 not, of what was judged later', 'TWO', [convicted('2026-11-25')], false],
  ])('%s', (_, type, held, expected) => {
    expect(certifiesRecord(certificate(type), held)).toBe(expected);
  });

  it('as it stood on the day it was issued, whatever was expunged since', () => {
    const held = [convicted('2015-01-01', '2026-06-01')];
    expect(certifiesRecord(certificate('ONE', '2026-05-31'), held)).toBe(true);
    expect(certifiesRecord(certificate('ONE', '2026-06-01'), held)).toBe(false);
  });

  it('No. 2 wherever No. 1 does', () => {
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const conviction = fc
      .tuple(day, fc.option(day))
      .map(([judgedOn, expungedOn]) => convicted(judgedOn, expungedOn));
    fc.assert(
      fc.property(fc.array(conviction, { maxLength: 4 }), day, (held, issuedOn) => {
        if (certifiesRecord(certificate('ONE', issuedOn), held))
          expect(certifiesRecord(certificate('TWO', issuedOn), held)).toBe(true);
      }),
    );
  });
});

describe('The posts that a person may not hold', () => {
  const barred = (bannedPost: string | null, bannedUntil: string | null, judgedOn = '2020-01-01') => ({
    judgedOn,
    expungedOn: null,
    bannedPost,
    bannedUntil,
  });

  it.each([
    ['are none without a bar', [barred(null, null)], []],
    ['count to the last day of the bar', [barred('Kế toán trưởng', DAY)], ['Kế toán trưởng']],
    ['no longer after it', [barred('Kế toán trưởng', '2026-11-23')], []],
    ['not before the judgment', [barred('Kế toán trưởng', '2030-01-01', '2026-11-25')], []],
    ['are named once', [barred('Thủ kho', '2030-01-01'), barred('Thủ kho', '2031-01-01')], ['Thủ kho']],
  ])('%s', (_, held, expected) => {
    expect(bannedPostsOn(held, DAY)).toEqual(expected);
  });
});

describe('A parcel is frozen', () => {
  it.each([
    ['not without an order', [], false],
    ['from the day of the order', [{ orderedOn: DAY, liftedOn: null }], true],
    ['not before it', [{ orderedOn: '2026-11-25', liftedOn: null }], false],
    ['to the day before it is lifted', [{ orderedOn: '2026-01-01', liftedOn: '2026-11-25' }], true],
    ['not from the day it is', [{ orderedOn: '2026-01-01', liftedOn: DAY }], false],
    [
      'by one of two orders',
      [
        { orderedOn: '2026-01-01', liftedOn: '2026-02-01' },
        { orderedOn: '2026-03-01', liftedOn: null },
      ],
      true,
    ],
  ])('%s', (_, held, expected) => {
    expect(frozenOn(held, DAY)).toBe(expected);
  });
});

describe('The register of criminal records', () => {
  const { ask, refer } = agency('mps');

  it('says of everybody whether a conviction stands', async () => {
    const answers = await refer(
      'Citizen',
      'hasCriminalRecord',
      people.map((personalId) => ({ personalId })),
    );
    const held = new Set(
      records.filter(({ expungedOn }) => expungedOn === null).map(({ citizenId }) => citizenId),
    );
    expect([held.has(standing.citizenId), held.has(expunged.citizenId)]).toEqual([true, false]);
    expect(answers).toEqual(people.map((id) => ({ hasCriminalRecord: held.has(id) })));
  });

  it('leaves an expunged conviction out of certificate No. 1 and names it in No. 2', async () => {
    expect(
      await refer(
        'Citizen',
        'criminalRecordCertificate { type hasRecord } fullCriminalRecordCertificate { type hasRecord }',
        [expunged.citizenId, standing.citizenId].map((personalId) => ({ personalId })),
      ),
    ).toEqual([
      {
        criminalRecordCertificate: { type: 'ONE', hasRecord: false },
        fullCriminalRecordCertificate: { type: 'TWO', hasRecord: true },
      },
      {
        criminalRecordCertificate: { type: 'ONE', hasRecord: true },
        fullCriminalRecordCertificate: { type: 'TWO', hasRecord: true },
      },
    ]);
  });

  it('finds a certificate No. 1 by its number, and never a No. 2', async () => {
    const [one, two] = ['ONE', 'TWO'].map((type) => certificateOf(standing.citizenId, type));
    expect(
      await ask(
        `query ($one: ID!, $two: ID!) {
           one: criminalRecordCertificate(number: $one) { number bannedPosts issuedOn }
           two: criminalRecordCertificate(number: $two) { number }
           none: criminalRecordCertificate(number: "LLTP-0000-000000-1") { number }
         }`,
        { one: one!.number, two: two!.number },
      ),
    ).toEqual({
      one: { number: one!.number, bannedPosts: [standing.bannedPost], issuedOn: one!.issuedOn },
      two: null,
      none: null,
    });
  });
});

describe('The courts', () => {
  const { refer } = agency('spc');

  it('know the judgment behind every criminal record, word for word', () => {
    const judged = rows<Judgment>('spc/Judgment').map(
      ({ caseNumber, defendantId: citizenId, court, date: judgedOn, offence, bannedPost, bannedUntil }) => ({
        caseNumber,
        citizenId,
        court,
        judgedOn,
        offence,
        bannedPost,
        bannedUntil,
      }),
    );
    const kept = records.map(
      ({ civilPartExecuted: _, servedOn: __, expungedOn: ___, updatedOn: ____, ...record }) => record,
    );
    expect(kept).toEqual(judged);
  });

  it('say of every parcel whether it is frozen', async () => {
    const frozen = new Set(
      orders.filter(({ liftedOn }) => liftedOn === null).map(({ parcelId }) => parcelId),
    );
    expect(frozen.size).toBeGreaterThan(0);
    expect(
      await refer(
        'LandParcel',
        'frozen',
        parcels.map(({ id, ownerId }) => ({ id, owner: { personalId: ownerId } })),
      ),
    ).toEqual(parcels.map(({ id }) => ({ frozen: frozen.has(id) })));
  });
});

describe('Of criminal records the police show', () => {
  const { ask, refer } = owner('mps');
  const query =
    'query ($number: ID!) { criminalRecordCertificate(number: $number) { hasRecord bannedPosts } }';

  it('who was handed a certificate whether it is true, where the person agreed, and no other', async () => {
    const check = (citizen: string) =>
      ask(asking('moet', 'criminal-record-check', [citizen]), query, {
        number: certificateOf(citizen, 'ONE').number,
      });
    expect(await check(expunged.citizenId)).toEqual({
      data: { criminalRecordCertificate: { hasRecord: false, bannedPosts: [] } },
      codes: [],
    });
    expect((await check(standing.citizenId)).codes).toEqual(['CONSENT_MISSING']);
    expect(
      await ask(asking('moet', 'criminal-record-check', [expunged.citizenId]), query, {
        number: certificateOf(standing.citizenId, 'ONE').number,
      }),
    ).toEqual({ data: { criminalRecordCertificate: null }, codes: ['ROW_OUT_OF_SCOPE'] });
  });

  it('a court certificate No. 2 of who stands trial', async () => {
    const caller = asking('spc', 'criminal-proceedings', [expunged.citizenId]);
    expect(
      await refer(caller, 'fullCriminalRecordCertificate { hasRecord }', [
        expunged.citizenId,
        standing.citizenId,
      ]),
    ).toEqual({
      people: [
        { fullCriminalRecordCertificate: { hasRecord: true } },
        { fullCriminalRecordCertificate: null },
      ],
      codes: ['ROW_OUT_OF_SCOPE'],
    });
  });

  it.each([
    [
      'certificate No. 2, to an employer',
      'moet',
      'criminal-record-check',
      'fullCriminalRecordCertificate { hasRecord }',
    ],
    ['the judgments, to a court', 'spc', 'criminal-proceedings', 'criminalRecords { offence }'],
    ['prison terms, to a court', 'spc', 'criminal-proceedings', 'prisonTerms { begunOn }'],
  ])('not %s, even past the gateway', async (_, caller, purpose, fields) => {
    const past = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${fields} } } }`;
    const variables = { of: [{ __typename: 'Citizen', personalId: expunged.citizenId }] };
    const meant = `{ citizen(personalId: "") { ${fields} } }`;
    expect(await ask(asking(caller, purpose, [expunged.citizenId]), past, variables, meant)).toEqual({
      data: undefined,
      codes: ['BYPASS'],
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { isOverdue, landTaxPaid } from '../../subgraphs/mof/overdue.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const obligations = synthetic('mof/TaxObligation');
const registrations = synthetic('mof/TaxRegistration');
const parcels = synthetic('mae/LandParcel');
const unpaid = obligations.find(({ parcelId, paidOn }) => parcelId !== null && paidOn === null)!;
const paid = obligations.find(
  ({ parcelId, taxpayerId }) => parcelId !== null && taxpayerId !== unpaid.taxpayerId,
)!;

describe('A tax', () => {
  const owed = (dueOn: string, paidOn: string | null = null) => ({ dueOn, paidOn });
  const DAY = '2026-11-24';

  it.each([
    ['nothing is owed', [], false, null],
    ['it was due and is not paid', [owed('2026-10-31')], true, false],
    ['it is due on the day itself', [owed('2026-11-24')], false, true],
    ['it was due the day before', [owed('2026-11-23')], true, false],
    ['it was paid late', [owed('2026-10-31', '2026-11-20')], false, true],
    ['one of several is not paid', [owed('2025-10-31', '2025-10-01'), owed('2026-10-31')], true, false],
    ['it is still to come', [owed('2027-10-31')], false, true],
  ])('where %s', (_, of, overdue, settled) => {
    expect([isOverdue(of, DAY), landTaxPaid(of, DAY)]).toEqual([overdue, settled]);
  });
});

describe('The tax office', () => {
  const { refer } = agency('mof');

  it('says of each parcel whether its tax is paid, and nothing of what was never assessed', async () => {
    const answers = await refer(
      'LandParcel',
      'id taxPaid',
      parcels.map(({ id }) => ({ id })),
    );
    const told = new Map(
      answers.flatMap((answer) => (answer ? [[answer['id'], answer['taxPaid']] as const] : [])),
    );
    expect(told.get(paid.parcelId)).toBe(true);
    expect(told.get(unpaid.parcelId)).toBe(false);
    const farmed = parcels.filter(({ landUse }) => landUse !== 'RESIDENTIAL');
    expect(farmed.length).toBeGreaterThan(0);
    expect(farmed.filter(({ id }) => told.has(id))).toEqual([]);
  });

  it('knows a person by the personal number, which has taken the tax code’s place', async () => {
    expect(
      await refer('Citizen', 'taxCode taxOverdue', [
        { personalId: paid.taxpayerId },
        { personalId: unpaid.taxpayerId },
        { personalId: '003099999999' },
      ]),
    ).toEqual([
      { taxCode: paid.taxpayerId, taxOverdue: false },
      { taxCode: unpaid.taxpayerId, taxOverdue: true },
      { taxCode: null, taxOverdue: false },
    ]);
  });

  it('says how every enterprise stands with it', async () => {
    const enterprises = synthetic('mof/Organization').map(({ taxCode }) => ({ taxCode }));
    const status = new Map(registrations.map((row) => [row.taxpayerId, row.status]));
    expect(await refer('Organization', 'taxStatus', enterprises)).toEqual(
      enterprises.map(({ taxCode }) => ({ taxStatus: status.get(taxCode) })),
    );
  });
});

describe('Of taxes the ministry shows', () => {
  const { ask } = owner('mof');
  const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on LandParcel { taxPaid } } }';
  const meant = '{ landParcel(id: "") { taxPaid } }';
  const of = [unpaid.parcelId, paid.parcelId].map((id) => ({ __typename: 'LandParcel', id }));

  it('[RULE-49] a notary that of the parcel which the case names with its holder', async () => {
    const { data, codes } = await ask(
      asking('moj', 'land-transfer', [unpaid.taxpayerId, unpaid.parcelId!, paid.parcelId!]),
      query,
      { of },
      meant,
    );
    expect([data._entities, codes]).toEqual([[{ taxPaid: false }, { taxPaid: null }], ['ROW_OUT_OF_SCOPE']]);
  });

  it('a province that of its own parcels', async () => {
    const { data, codes } = await ask(
      asking('ppc', 'land-transfer', [], paid.province),
      query,
      { of: of.slice(1) },
      meant,
    );
    expect([data._entities, codes]).toEqual([[{ taxPaid: true }], []]);
  });
});

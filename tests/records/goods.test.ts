import { describe, expect, it } from '@jest/globals';
import { gs1CheckDigit, isGln, isGtin } from '@lienthong/shared/identifiers/gs1';
import fc from 'fast-check';
import { newest } from '../../subgraphs/most/newest.ts';
import { agency, asking, owner, refusedTo } from './agency-alone.ts';
import { decided } from './decided.ts';
import { synthetic } from './synthetic.ts';

const [product] = synthetic('moit/Product') as [ReturnType<typeof synthetic<'moit/Product'>>[number]];
const batches = synthetic('moit/ProductBatch');

describe('A GS1 key', () => {
  it.each([
    // The examples of the GS1 General Specifications.
    ['6291041500213', isGln, true],
    ['6291041500214', isGln, false],
    ['629104150021', isGln, false],
    ['00614141123452', isGtin, true],
    ['00614141123453', isGtin, false],
    ['0061414112345X', isGtin, false],
    ['', isGtin, false],
  ])('%s is one as its check digit says', (key, isKey, expected) => {
    expect(isKey(key)).toBe(expected);
  });

  it('is no other one with any one digit changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999_999_999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 1, max: 9 }),
        (number, place, more) => {
          const digits = String(number).padStart(13, '0');
          const key = `${digits}${gs1CheckDigit(digits)}`;
          const changed = [...key].map((digit, index) =>
            index === place ? String((Number(digit) + more) % 10) : digit,
          );
          expect([isGtin(key), isGtin(changed.join(''))]).toEqual([true, false]);
        },
      ),
    );
  });

  it('is what products and places are written with, under a prefix for use within a company', () => {
    const places = synthetic('moit/TraceEvent').flatMap(({ place, receiver }) =>
      [place, receiver ?? []].flat(),
    );
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((place) => !isGln(place) || !place.startsWith('200'))).toEqual([]);
    expect(isGtin(product.gtin) && product.gtin.startsWith('0200')).toBe(true);
  });
});

describe('The newest certificate', () => {
  const certificate = (number: string, validTo: string) => ({ number, validTo });

  it.each([
    ['none of none', [], null],
    ['the only one, also when it has run out', [certificate('a', '2000-01-01')], 'a'],
    ['the one that holds longest', [certificate('b', '2026-01-01'), certificate('a', '2026-01-02')], 'a'],
    ['the higher number of two', [certificate('a', '2026-01-01'), certificate('b', '2026-01-01')], 'b'],
  ])('is %s', (_, certificates, number) => {
    expect(newest(certificates)?.number ?? null).toBe(number);
  });
});

describe('The goods database', () => {
  const { ask } = agency('moit');

  it('[RULE-67] [RULE-82] leads from a product to who makes it, where it grew and its batches', async () => {
    const { gtin, uid, name, producerTaxCode, producerDid, plantingAreaCode, originCommune } = product;
    expect(
      await ask(
        `query ($gtin: ID!, $number: ID!) {
           product(gtin: $gtin) {
             uid name producer { taxCode } producerDid plantingArea { code } originCommune recalled
             batch(number: $number) { number madeOn recalled }
             none: batch(number: "LO-0") { number }
           }
           nothing: product(gtin: "00614141123452") { gtin }
         }`,
        { gtin, number: batches[0]!.number },
      ),
    ).toEqual({
      product: {
        uid,
        name,
        producer: { taxCode: producerTaxCode },
        producerDid,
        plantingArea: { code: plantingAreaCode },
        originCommune,
        recalled: true,
        batch: { number: batches[0]!.number, madeOn: batches[0]!.madeOn, recalled: false },
        none: null,
      },
      nothing: null,
    });
  });

  it('tells of a batch what happened to it, in order', async () => {
    const { product: found } = await ask(
      'query ($gtin: ID!, $number: ID!) { product(gtin: $gtin) { batch(number: $number) { events { step happenedOn } } } }',
      { gtin: product.gtin, number: batches[0]!.number },
    );
    const { events } = found.batch;
    expect(events.map(({ step }: { step: string }) => step)).toEqual([
      'commissioning',
      'inspecting',
      'packing',
      'shipping',
    ]);
    expect(events[0].happenedOn).toBe(batches[0]!.madeOn);
  });

  it('comes from the commune of its planting area', () => {
    const area = synthetic('mae/PlantingArea').find(({ code }) => code === product.plantingAreaCode)!;
    expect(area.commune).toBe(product.originCommune);
  });

  it('knows an enterprise’s licence and sites, and the trade agreements, the oldest first', async () => {
    const [licence] = synthetic('moit/BusinessLicence');
    const [site] = synthetic('moit/ECommerceSite');
    const answer = await ask(
      `query ($licence: ID!, $domain: ID!) {
         businessLicence(number: $licence) { holder { taxCode businessLicence { number } } validTo }
         eCommerceSite(domain: $domain) { owner { taxCode eCommerceSites { domain } } }
         tradeAgreements { code inForceSince }
       }`,
      { licence: licence!.number, domain: site!.domain },
    );
    expect(answer).toMatchObject({
      businessLicence: {
        holder: { taxCode: licence!.taxCode, businessLicence: { number: licence!.number } },
        validTo: licence!.validTo,
      },
      eCommerceSite: { owner: { taxCode: site!.taxCode, eCommerceSites: [{ domain: site!.domain }] } },
    });
    const years = (answer.tradeAgreements as { inForceSince: number }[]).map(
      ({ inForceSince }) => inForceSince,
    );
    expect(years).toHaveLength(16);
    expect(years).toEqual([...years].sort());
  });
});

describe('Of goods the ministry shows', () => {
  const { ask } = owner('moit');
  const query = (fields: string) =>
    `query ($gtin: ID!, $number: ID!) { product(gtin: $gtin) { batch(number: $number) { events { ${fields} } } } }`;
  const which = { gtin: product.gtin, number: batches[0]!.number };

  it('customs the events of a batch', async () => {
    const { data, codes } = await ask(asking('mof', 'product-traceability', []), query('step place'), which);
    expect([data.product.batch.events.length, codes]).toEqual([4, []]);
  });
});

describe('Certificates and registers of science and technology', () => {
  const { ask, refer } = agency('most');

  it('add to a product its newest certificate, and nothing to one that has none', async () => {
    const certificates = synthetic('most/ProductCertificate').filter(({ gtin }) => gtin === product.gtin);
    const { number, validTo, standardNumber } = newest(certificates)!;
    expect(certificates).toHaveLength(2);
    expect(
      await refer('Product', 'certificateNumber certificateValidTo certifiedTo { number }', [
        { gtin: product.gtin },
        { gtin: '00614141123452' },
      ]),
    ).toEqual([
      { certificateNumber: number, certificateValidTo: validTo, certifiedTo: { number: standardNumber } },
      { certificateNumber: null, certificateValidTo: null, certifiedTo: null },
    ]);
  });

  it('find standards, applications and ranges of numbers', async () => {
    const [application] = synthetic('most/IndustrialPropertyApplication');
    expect(
      await ask(
        `query ($number: ID!) {
           standard(number: "TCVN 12850:2019") { nameEn }
           industrialPropertyApplication(number: $number) { mark applicant { taxCode } }
           numberRange(prefix: "098") { assignedTo }
         }`,
        { number: application!.number },
      ),
    ).toEqual({
      standard: { nameEn: 'Traceability – General requirements for traceability systems' },
      industrialPropertyApplication: {
        mark: application!.mark,
        applicant: { taxCode: application!.applicantTaxCode },
      },
      numberRange: { assignedTo: 'Viettel' },
    });
  });
});

describe('Of goods the rules refuse', () => {
  const product_ = (fields: string) => `{ product(gtin: "") { ${fields} } }`;
  const batch = (fields: string) => product_(`batch(number: "") { ${fields} }`);
  const OPEN = 'gtin uid name producer { taxCode name } producerDid originCommune recalled certificateNumber';
  const EVENTS = 'events { step happenedOn place }';

  it.each([
    ['nothing of what a product is, to anybody', 'vff', 'product-traceability', product_(OPEN), []],
    ['nothing of the events, to market surveillance', 'ppc', 'product-traceability', batch(EVENTS), []],
    [
      'the events, to the centre, which keeps the identifiers alone',
      'ndc',
      'national-synchronisation',
      product_(`uid producerDid batch(number: "") { number ${EVENTS} }`),
      [
        ['ProductBatch.events', 'EXCESS_FIELDS'],
        ['TraceEvent.step', 'EXCESS_FIELDS'],
        ['TraceEvent.happenedOn', 'EXCESS_FIELDS'],
        ['TraceEvent.place', 'EXCESS_FIELDS'],
      ],
    ],
    [
      'how it is made and to whom else its maker sells, to market surveillance',
      'ppc',
      'product-traceability',
      product_('process batch(number: "") { events { receiver } }'),
      [
        ['Product.process', 'FORBIDDEN'],
        ['TraceEvent.receiver', 'FORBIDDEN'],
      ],
    ],
  ])('%s', (_, agency_, purpose, query, refused) => {
    expect(refusedTo(agency_, purpose, query)).toEqual(Object.fromEntries(refused as [string, string][]));
  });

  it('[RULE-67] nothing of where a product comes from and whether it was recalled, to anybody at all', () => {
    const query = product_(`${OPEN} plantingArea { code crop commune } certificateValidTo`);
    expect(decided({ kind: 'anonymous' }, query).refused).toEqual({});
  });
});

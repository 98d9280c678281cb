import { describe, expect, it } from '@jest/globals';
import { bestCase } from '@lienthong/shared/policy/best-case';
import { decide } from '@lienthong/shared/policy/decide';
import { legalDay } from '@lienthong/shared/policy/legal-day';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import { parse } from 'graphql';
import { openRules } from '../../scripts/rules/open-rules.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const declarations = synthetic('mof/CustomsDeclaration');
const invoices = synthetic('mof/Invoice');
const [declaration] = declarations as [(typeof declarations)[number]];
const invoice = invoices.find(({ goods }) => goods[0]!.gtin === declaration.gtin)!;

describe('Customs and electronic invoices', () => {
  const { ask, refer } = agency('mof');

  it('find a declaration by its number, and by the batch that it let across', async () => {
    const { number, gtin, batch, clearedOn, declarantTaxCode } = declaration;
    const FIELDS = 'number clearedOn product { gtin } declarant { taxCode }';
    const shown = { number, clearedOn, product: { gtin }, declarant: { taxCode: declarantTaxCode } };
    expect(
      await ask(`query ($number: ID!) { customsDeclaration(number: $number) { ${FIELDS} } }`, { number }),
    ).toEqual({ customsDeclaration: shown });
    expect(
      await refer('Product', `customsDeclaration(batch: "${batch}") { ${FIELDS} }`, [
        { gtin },
        { gtin: '02009999999996' },
      ]),
    ).toEqual([{ customsDeclaration: shown }, { customsDeclaration: null }]);
    expect(await refer('Product', 'customsDeclaration(batch: "LO-0") { number }', [{ gtin }])).toEqual([
      { customsDeclaration: null },
    ]);
  });

  it('say of an invoice that there is one, by whom and for what goods', async () => {
    const [line] = invoice.goods;
    expect(
      await ask(
        'query ($number: ID!) { invoice(number: $number) { issuedOn seller { taxCode } goods { product { gtin } batch quantity } amount } }',
        { number: invoice.number },
      ),
    ).toEqual({
      invoice: {
        issuedOn: invoice.issuedOn,
        seller: { taxCode: invoice.sellerTaxCode },
        goods: [{ product: { gtin: line!.gtin }, batch: line!.batch, quantity: line!.quantity }],
        amount: line!.quantity * line!.unitPrice,
      },
    });
    expect(await ask('{ invoice(number: "1C26MAU-99999999") { number } }')).toEqual({ invoice: null });
  });

  it('know a batch by the day it was made, and clear it no earlier', () => {
    const made = new Map(synthetic('moit/ProductBatch').map(({ gtin, madeOn }) => [gtin, madeOn]));
    for (const { gtin, clearedOn, number } of declarations)
      expect([number, clearedOn >= made.get(gtin)!]).toEqual([number, true]);
  });
});

describe('Of trade the ministry shows', () => {
  const { ask } = owner('mof');
  const { compiled, schema } = openRules('.');

  it('any agency that goods crossed the border and were invoiced', async () => {
    const query =
      'query ($number: ID!, $of: ID!) { customsDeclaration(number: $number) { clearedOn } invoice(number: $of) { goods { name } } }';
    expect(
      await ask(asking('moit', 'product-traceability', []), query, {
        number: declaration.number,
        of: invoice.number,
      }),
    ).toEqual({
      data: {
        customsDeclaration: { clearedOn: declaration.clearedOn },
        invoice: { goods: [{ name: invoice.goods[0]!.name }] },
      },
      codes: [],
    });
  });

  it('nobody a price or a customer', () => {
    const query =
      '{ customsDeclaration(number: "") { customsValue consignee } invoice(number: "") { amount buyer { name } goods { unitPrice } } }';
    const caller = bestCase('moit', 'product-traceability', compiled, legalDay(Date.now()));
    const { refusals } = decide(
      { caller, coordinates: coordinatesOf(parse(query), schema) },
      compiled,
      Date.now(),
    );
    expect(refusals.map(({ coordinate, reason }) => `${coordinate} ${reason}`).sort()).toEqual([
      'CustomsDeclaration.consignee FORBIDDEN',
      'CustomsDeclaration.customsValue FORBIDDEN',
      'Invoice.amount FORBIDDEN',
      'Invoice.buyer FORBIDDEN',
      'InvoicedGoods.unitPrice FORBIDDEN',
    ]);
  });
});

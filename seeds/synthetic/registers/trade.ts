import type { CustomsDeclaration, Invoice } from '../../../subgraphs/mof/trade.ts';
import type { Household } from '../world/households.ts';
import { exportsOf, salesOf } from '../world/trade.ts';

/** What customs and the register of electronic invoices hold of a household's enterprise. */
export const tradeOf = (
  household: Household,
): { CustomsDeclaration: CustomsDeclaration[]; Invoice: Invoice[] } => ({
  CustomsDeclaration: exportsOf(household).map(({ declarant, value, ...declared }) => ({
    ...declared,
    kind: 'EXPORT',
    declarantTaxCode: declarant,
    customsValue: value,
  })),
  Invoice: salesOf(household).map(({ invoice, seller, buyer, issuedOn, goods }) => ({
    number: invoice,
    sellerTaxCode: seller,
    buyerTaxCode: buyer,
    issuedOn,
    goods: [goods],
  })),
});

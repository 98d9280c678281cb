import { findReceipts, type ReceiptFilter } from '../audit/find-receipts.ts';
import { proveReceipt } from '../audit/prove.ts';
import type { Receipt } from '../audit/receipt.ts';
import { periodArgument } from './day-argument.ts';
import { exchangeDescriber } from './describe-exchange.ts';
import { InvalidArgument } from './errors.ts';
import { connectionOf, pageArgument, type PageArguments } from './page.ts';
import type { Asking, ExchangeServices, RootFields } from './services.ts';

interface FilterArgument {
  readonly caller?: string | null;
  readonly owner?: string | null;
  readonly purpose?: string | null;
  readonly outcome?: ReceiptFilter['outcome'] | null;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly subject?: string | null;
}

interface ReceiptsArguments extends PageArguments {
  readonly filter?: FilterArgument | null;
}

const PERSONAL_ID = /^0\d{11}$/;
const A_PERSONAL_ID = {
  en: 'a personal identification number of 12 digits',
  vi: 'một số định danh cá nhân gồm 12 chữ số',
};

/** The whole ledger, for data audit: what is not sealed, and apart from it what is. */
export function receipts({ rules, stores, pseudonymize, now }: ExchangeServices): RootFields {
  const find =
    (seal: Pick<ReceiptFilter, 'onlySealed'>) =>
    async ({ filter, ...paging }: ReceiptsArguments, { account }: Asking) => {
      const page = pageArgument(paging);
      const wanted = filterOf(filter ?? {});
      // Whoever is looked up is told of it, as of any other reading about them.
      if (filter?.subject) account.subjects.add(filter.subject);
      const found = await findReceipts(await stores(), { ...wanted, ...seal }, now(), page);
      const describe = exchangeDescriber(rules());
      return connectionOf(found, page, account, (receipt) => ({
        ...describe.exchange(receipt),
        ...forAnAuditor(receipt),
        sources: receipt.agencies.map(describe.source),
        proof: () => proofOf(receipt.id),
      }));
    };

  const filterOf = ({ from, to, subject, ...named }: FilterArgument): ReceiptFilter => {
    if (subject && !PERSONAL_ID.test(subject)) throw new InvalidArgument('subject', A_PERSONAL_ID);
    const given = Object.entries(named).filter(([, value]) => value !== null);
    return {
      ...Object.fromEntries(given),
      ...periodArgument({ from, to }),
      ...(subject && { subject: pseudonymize('Citizen', subject) }),
    };
  };

  async function proofOf(id: string): Promise<string | null> {
    for (const store of await stores()) {
      const proof = await proveReceipt(store, id);
      if (proof) return JSON.stringify(proof);
    }
    return null;
  }

  return { receipts: find({}), sealedReceipts: find({ onlySealed: true }) };
}

const forAnAuditor = ({ replica, caller, operation, ruleSetHash, subjects, sealedUntil }: Receipt) => ({
  replica,
  officer: caller.officer,
  citizen: caller.citizen,
  operationName: operation.name,
  operationHash: operation.hash,
  ruleSetHash,
  subjects,
  sealedUntil,
});

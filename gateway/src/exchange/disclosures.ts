import { disclosuresAbout, disclosuresOf } from '../audit/disclosures.ts';
import type { ReceiptFilter } from '../audit/find-receipts.ts';
import { periodArgument } from './day-argument.ts';
import { exchangeDescriber } from './describe-exchange.ts';
import { connectionOf, pageArgument, type PageArguments } from './page.ts';
import type { ExchangeServices, RootFields } from './services.ts';

interface OwnerArguments extends PageArguments {
  readonly caller?: string | null;
  readonly purpose?: string | null;
  readonly outcome?: ReceiptFilter['outcome'] | null;
  readonly from?: unknown;
  readonly to?: unknown;
}

/**
 * What a citizen and an agency see of the ledger. The rules say who may ask; about whom is said here: a citizen's own
 * number, an agency's own id, and never an argument.
 */
export function disclosures({ rules, stores, pseudonymize, now }: ExchangeServices): RootFields {
  return {
    me: (_, { caller, account }) =>
      caller.kind !== 'citizen'
        ? null
        : {
            personalId: caller.personalId,
            disclosures: async (args: PageArguments) => {
              const page = pageArgument(args);
              const citizen = pseudonymize('Citizen', caller.personalId);
              const found = await disclosuresAbout(await stores(), citizen, now(), page);
              const describe = exchangeDescriber(rules());
              return connectionOf(found, page, account, ({ agencies, bySelf, ...happened }) => ({
                ...describe.exchange(happened),
                bySelf,
                sources: agencies.map(describe.source),
              }));
            },
          },
    disclosuresOfMine: async (
      { caller: asking, purpose, outcome, from, to, ...paging }: OwnerArguments,
      { caller, account },
    ) => {
      if (caller.kind !== 'agency') return null;
      const page = pageArgument(paging);
      const filter = {
        caller: asking ?? undefined,
        purpose: purpose ?? undefined,
        outcome: outcome ?? undefined,
        ...periodArgument({ from, to }),
      };
      const found = await disclosuresOf(await stores(), caller.agency, now(), page, filter);
      const describe = exchangeDescriber(rules());
      return connectionOf(found, page, account, ({ asked, ...happened }) => ({
        ...describe.source(asked),
        ...describe.exchange(happened),
      }));
    },
  };
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { disclosuresAbout, disclosuresOf, type OwnerFilter } from '@lienthong/gateway/audit/disclosures';
import { findReceipts, type ReceiptFilter } from '@lienthong/gateway/audit/find-receipts';
import type { Ledger } from '@lienthong/gateway/audit/ledger';
import { TILE, type LedgerStore } from '@lienthong/gateway/audit/ledger-store';
import type { Receipt } from '@lienthong/gateway/audit/receipt';
import { BEGINNING, pseudonymOf, receiptOf } from './receipts.ts';
import { appendAll, appendEach, openTestLedger } from './test-ledger.ts';

const minute = (count: number): number => BEGINNING + count * 60_000;
const binh = pseudonymOf('Citizen', '001085000017');
const an = pseudonymOf('Citizen', '001190000028');
const [asked] = receiptOf().agencies;
const civilStatus = {
  ...asked!,
  agency: 'moj',
  asked: ['BirthRegistration.bookNumber'],
  given: ['BirthRegistration.bookNumber'],
  refused: [],
};
const bySelf = {
  ...receiptOf().caller,
  kind: 'CITIZEN' as const,
  agency: null,
  system: null,
  officer: null,
  citizen: binh,
};

/** What happened, minute by minute, on two replicas. */
const history: readonly (readonly ['gateway-1' | 'gateway-2', Partial<Receipt>])[] = [
  ['gateway-1', { subjects: [binh] }],
  ['gateway-2', { subjects: [binh, an], agencies: [asked!, civilStatus], purpose: 'birth-registration' }],
  ['gateway-1', { subjects: [an], outcome: 'REFUSED' }],
  ['gateway-1', { subjects: [binh], sealedUntil: '2026-09-01T00:00:00.000Z', purpose: 'investigation' }],
  ['gateway-2', { subjects: [], caller: bySelf, purpose: null, agencies: [civilStatus] }],
  ['gateway-1', { subjects: [binh], caller: { ...receiptOf().caller, agency: 'moet' } }],
];
const all = history.map(([, change], index) => receiptOf(change, minute(index)));
const before = Date.parse('2026-06-01T00:00:00.000Z');
const after = Date.parse('2026-09-01T00:00:00.000Z');

/** Who may see what of the ledger, whatever store it lies in. */
export function disclosesWhatItMay(
  open: (replica: string) => Promise<LedgerStore>,
  remove: () => Promise<void>,
): void {
  let stores: LedgerStore[];
  let ledgers: Ledger[];
  beforeAll(async () => {
    stores = await Promise.all(['gateway-1', 'gateway-2'].map(open));
    ledgers = await Promise.all(
      stores.map((store, index) => openTestLedger(store, { replica: `gateway-${index + 1}` })),
    );
    for (const [index, ledger] of ledgers.entries())
      await appendEach(
        ledger,
        all.filter((_, which) => history[which]![0] === `gateway-${index + 1}`),
      );
  });
  afterAll(async () => {
    for (const ledger of ledgers) await ledger.close();
    await remove();
  });

  const places = (items: readonly { readonly id: string }[]): number[] =>
    items.map(({ id }) => all.findIndex((receipt) => receipt.id === id));

  describe('a citizen', () => {
    it('sees who asked about them at every replica, newest first, and their own questions', async () => {
      const { items, hasMore } = await disclosuresAbout(stores, binh, before, { first: 10 });
      expect(places(items)).toEqual([5, 4, 1, 0]);
      expect(items.map(({ bySelf: self }) => self)).toEqual([false, true, false, false]);
      expect(hasMore).toBe(false);
    });

    it('sees when, who, why, on what basis, which fields, given or refused, and nobody else', async () => {
      const { items } = await disclosuresAbout(stores, an, before, { first: 10 });
      expect(items[1]).toEqual({
        id: all[1]!.id,
        time: '2026-03-01T08:01:00.000Z',
        caller: { kind: 'AGENCY', agency: 'moh', system: 'his-bach-mai' },
        purpose: 'birth-registration',
        procedure: '1.002',
        caseId: 'HS-1',
        operation: { name: 'Referral', hash: 'a'.repeat(64) },
        outcome: 'PARTIAL',
        agencies: [asked, civilStatus],
        bySelf: false,
      });
      expect(JSON.stringify(items)).not.toContain(binh);
      expect(JSON.stringify(items)).not.toContain(receiptOf().caller.officer);
    });

    it('sees an entry that was sealed from the moment it no longer is', async () => {
      const sealedAt = async (at: number) =>
        places((await disclosuresAbout(stores, binh, at, { first: 10 })).items);
      expect(await sealedAt(after - 1)).toEqual([5, 4, 1, 0]);
      expect(await sealedAt(after)).toEqual([5, 4, 3, 1, 0]);
    });

    it('of whom nothing is recorded sees nothing', async () => {
      const nobody = pseudonymOf('Citizen', '001000000000');
      expect(await disclosuresAbout(stores, nobody, before, { first: 10 })).toEqual({
        items: [],
        hasMore: false,
      });
    });

    it('pages through all of it, whichever replica it lies at', async () => {
      const seen: number[] = [];
      let cursor: string | undefined;
      for (let more = true; more;) {
        const page = await disclosuresAbout(stores, binh, after, { first: 1, after: cursor });
        seen.push(...places(page.items));
        cursor = page.items.at(-1)?.id;
        more = page.hasMore;
      }
      expect(seen).toEqual([5, 4, 3, 1, 0]);
    });
  });

  describe('an agency', () => {
    describe('in a log of several tiles', () => {
      let store: LedgerStore;
      let ledger: Ledger;
      const COUNT = 7 * TILE + 44;
      /** Now and then one takes minutes, and two a quarter of an hour: they are written after many that began later. */
      const begun = (index: number): number =>
        index === 810 || index === 811 ? index - 805 : index % 100 === 99 ? index - 90 : index;
      const ofMoj = (index: number): boolean => index % 3 === 0;
      const ofMoh = (index: number): boolean => index % 400 === 299;
      /** Those of one tile lie around that of the tile before. */
      const ofMof = (index: number): boolean => [600, 800, 810, 811, 1_100, 1_300, 1_600].includes(index);
      const many = Array.from({ length: COUNT }, (_, index) => {
        const others = [
          ...(ofMoj(index) ? ['moj'] : []),
          ...(ofMoh(index) ? ['moh'] : []),
          ...(ofMof(index) ? ['mof'] : []),
        ];
        const agencies = [asked!, ...others.map((agency) => ({ ...civilStatus, agency }))];
        const purpose = index % 2 === 0 ? 'even' : 'odd';
        return receiptOf({ agencies, purpose }, BEGINNING + begun(index) * 1_000);
      });
      beforeAll(async () => {
        store = await open('gateway-3');
        ledger = await openTestLedger(store, { replica: 'gateway-3' });
        for (let from = 0; from < COUNT; from += 100) await appendAll(ledger, many.slice(from, from + 100));
      });
      afterAll(() => ledger.close());

      const idsOf = (receipts: readonly Receipt[]): string[] =>
        receipts
          .map(({ id }) => id)
          .sort()
          .reverse();

      async function pages(owner: string, first: number, filter: OwnerFilter = {}): Promise<string[]> {
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let more = true; more;) {
          const page = await disclosuresOf([store], owner, after, { first, after: cursor }, filter);
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.items.at(-1)?.id;
          more = page.hasMore;
        }
        return seen;
      }

      it.each([7, 100, 1_000])('finds everything, newest first, by pages of %i', async (first) => {
        expect(await pages('mps', first)).toEqual(idsOf(many));
        expect(await pages('moj', first)).toEqual(idsOf(many.filter((_, index) => ofMoj(index))));
      });

      it('finds what is rare', async () => {
        expect(await pages('moh', 1)).toEqual(idsOf(many.filter((_, index) => ofMoh(index))));
        expect(await pages('moet', 1)).toEqual([]);
      });

      it('finds in its order what was written long after it began', async () => {
        for (const first of [1, 4, 5, 6, 10])
          expect(await pages('mof', first)).toEqual(idsOf(many.filter((_, index) => ofMof(index))));
      });

      it('finds by what for and when, across tiles', async () => {
        const [from, to] = [BEGINNING + 500_000, BEGINNING + 1_500_000];
        const wanted = many.filter(({ purpose, time }, index) => {
          const at = Date.parse(time);
          return ofMoj(index) && purpose === 'odd' && at >= from && at < to;
        });
        expect(await pages('moj', 50, { purpose: 'odd', from, to })).toEqual(idsOf(wanted));
      });

      it.each<[string, OwnerFilter, number, number]>([
        ['a page', {}, 20, 3],
        ['the last seconds', { from: BEGINNING + (COUNT - 10) * 1_000 }, 10, 2],
        // Among them two that were written with others of a quarter of an hour later.
        ['the first minutes', { to: BEGINNING + 120_000 }, 20, 4],
      ])('reads no more than it needs for %s', async (_, filter, told, reads) => {
        let read = 0;
        const counting: LedgerStore = { ...store, rows: (...wanted) => ((read += 1), store.rows(...wanted)) };
        const { items } = await disclosuresOf([counting], 'mps', after, { first: 20 }, filter);
        expect(items).toHaveLength(told);
        expect(read).toBeLessThanOrEqual(reads);
      });
    });

    it('sees who asked for what it owns, and of the other agencies asked nothing', async () => {
      const { items } = await disclosuresOf(stores, 'moj', before, { first: 10 });
      expect(places(items)).toEqual([4, 1]);
      expect(items[1]!.asked).toEqual(civilStatus);
      expect(JSON.stringify(items)).not.toContain('Citizen.fullName');
    });

    it('finds by who asked, what for and when', async () => {
      const found = async (filter: OwnerFilter) =>
        places((await disclosuresOf(stores, 'mps', before, { first: 10 }, filter)).items);
      expect(await found({ caller: 'moet' })).toEqual([5]);
      expect(await found({ purpose: 'birth-registration' })).toEqual([1]);
      expect(await found({ outcome: 'PARTIAL', to: minute(5) })).toEqual([1, 0]);
    });

    it('does not see what is sealed', async () => {
      expect(places((await disclosuresOf(stores, 'mps', before, { first: 10 })).items)).toEqual([5, 2, 1, 0]);
    });
  });

  describe('an auditor', () => {
    it.each<[string, ReceiptFilter, number[]]>([
      ['nothing: everything that is not sealed', {}, [5, 4, 2, 1, 0]],
      ['sealed entries too', { includeSealed: true }, [5, 4, 3, 2, 1, 0]],
      ['nothing but sealed entries', { onlySealed: true }, [3]],
      ['a calling agency', { caller: 'moet' }, [5]],
      ['a purpose', { purpose: 'birth-registration' }, [1]],
      ['an outcome', { outcome: 'REFUSED' }, [2]],
      ['an owner', { owner: 'moj' }, [4, 1]],
      ['a citizen', { subject: an }, [2, 1]],
      ['a citizen and an owner', { subject: binh, owner: 'moj' }, [4, 1]],
      [
        'a citizen and two owners of one receipt as if they were one',
        { subject: binh, owner: 'mps moj' },
        [],
      ],
      ['two owners of one receipt as if they were one', { owner: 'mps moj' }, []],
      ['a part of an owner', { owner: 'mo' }, []],
      ['a time', { from: minute(1), to: minute(4) }, [2, 1]],
      ['all of these, with nothing that fits', { subject: an, owner: 'moj', outcome: 'FAILED' }, []],
    ])('finds by %s', async (_, filter, expected) => {
      const { items } = await findReceipts(stores, filter, before, { first: 10 });
      expect(places(items)).toEqual(expected);
      expect(items).toEqual(expected.map((index) => all[index]));
    });

    it('finds nothing by what was never meant to be found', async () => {
      const filter = { purpose: "x' OR '1'='1", caller: '%' };
      expect((await findReceipts(stores, filter, before, { first: 10 })).items).toEqual([]);
    });
  });
}

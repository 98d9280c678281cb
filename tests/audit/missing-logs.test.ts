import { beforeAll, describe, expect, it } from '@jest/globals';
import { missingLogs } from '@lienthong/gateway/audit/verify/missing-logs';
import { temporaryFolder } from '../support/folder.ts';
import { receipts } from './receipts.ts';
import { appendEach, openTestLedger } from './test-ledger.ts';

describe('A kept checkpoint', () => {
  const kept: string[] = [];
  beforeAll(async () => {
    const place = temporaryFolder();
    const ledger = await openTestLedger(place.path);
    for (const receipt of receipts(2)) {
      await appendEach(ledger, [receipt]);
      kept.push(ledger.checkpoint());
    }
    await ledger.close();
    place.remove();
  });

  it('stands for a log that is gone where no log of its name was read', () => {
    expect(missingLogs(kept, ['lienthong/ledger/gateway-2'])).toMatchObject([
      { code: 'LOG_MISSING', log: 'lienthong/ledger/gateway-1', index: 2 },
    ]);
  });

  it('stands for nothing where its log was read', () => {
    expect(missingLogs(kept, ['lienthong/ledger/gateway-1'])).toEqual([]);
  });
});

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openLedger } from '@lienthong/gateway/audit/ledger';
import { findLogKeys, rememberLogKey } from '@lienthong/gateway/audit/log-keys';
import { readLog } from '@lienthong/gateway/audit/store/log-store';
import { openSqliteStore, readSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import { verifyLog } from '@lienthong/gateway/audit/verify-log';
import { openSigningKey, publicKeysFile } from '@lienthong/shared/identity/keys';
import type { JWK } from 'jose';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { receipts } from './receipts.ts';
import { appendEach } from './test-ledger.ts';

describe('A log whose key is replaced', () => {
  let place: TemporaryFolder;
  beforeEach(() => void (place = temporaryFolder()));
  afterEach(() => place.remove());
  const file = () => join(place.path, 'gateway-1.sqlite');
  const keysIn = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as { keys: JWK[] }).keys;

  async function append(count: number, remembering = true): Promise<string> {
    const key = await openSigningKey(place.path);
    const earlierKeys = remembering ? rememberLogKey(place.path, key.jwks.keys[0]!) : [];
    const ledger = await openLedger({
      ...{ store: openSqliteStore(file()), replica: 'gateway-1', key, earlierKeys },
      keepEvery: { entries: 2, seconds: 3600 },
    });
    await appendEach(ledger, receipts(count));
    await ledger.close();
    return key.kid;
  }
  const replaceKey = () => rmSync(join(place.path, 'keys/gateway.private.jwk.json'));

  it('is gone on with, and verified by the keys it was signed with', async () => {
    const [first] = [await append(3), replaceKey()];
    const second = await append(3);
    expect(keysIn(findLogKeys(place.path)).map(({ kid }) => kid)).toEqual([second, first]);
    expect(keysIn(publicKeysFile(place.path)).map(({ kid }) => kid)).toEqual([second]);
    const store = readSqliteStore(file());
    const verify = (keys: readonly JWK[]) => verifyLog(readLog(store, { from: 0 }), { name: 'log', keys });
    expect(await verify(keysIn(findLogKeys(place.path)))).toMatchObject({ entries: 6, finding: null });
    expect((await verify(keysIn(publicKeysFile(place.path)))).finding).toMatchObject({
      code: 'CHECKPOINT_OTHER_KEY',
    });
    await store.close();
  });

  it('is not gone on with where nobody remembers the earlier one', async () => {
    await append(3);
    replaceKey();
    await expect(append(3, false)).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
  });

  it('does not change what is remembered when nothing was replaced', async () => {
    const kid = await append(1);
    await append(1);
    expect(keysIn(findLogKeys(place.path)).map((key) => key.kid)).toEqual([kid]);
  });

  it('is verified by the gateway’s key where nothing was remembered yet', async () => {
    await append(1, false);
    expect(findLogKeys(place.path)).toBe(publicKeysFile(place.path));
  });
});

import { createPrivateKey } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  claimOfNote,
  logKeys,
  openCheckpoint,
  originOf,
  signCheckpoint,
  type Checkpoint,
} from '@lienthong/gateway/audit/checkpoint';
import { hashLeaf } from '@lienthong/gateway/audit/merkle';
import { noteKey, noteSigner, openNote } from '@lienthong/gateway/audit/signed-note';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import fc from 'fast-check';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import { makeSigningKey } from '../support/seal.ts';

describe('A signed note', () => {
  // The example of the format's first implementation (golang.org/x/mod/sumdb/note).
  const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
  const publicKey = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64').subarray(1);
  const text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const signature =
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
  const jwk: JWK = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') };

  it('is signed as the reference signs it, byte for byte', async () => {
    const privateKey = (await importJWK({ ...jwk, d: seed.toString('base64url') }, 'EdDSA')) as CryptoKey;
    const signer = noteSigner('PeterNeumann', { kid: '', privateKey, jwks: { keys: [jwk] } });
    expect(signer.sign(text)).toBe(`${text}\n${signature}`);
  });

  it('has the key id of the reference', () => {
    expect(noteKey('PeterNeumann', jwk).id.toString('hex')).toBe('c74f20a3');
  });

  it('is verified as the reference signed it', () => {
    expect(openNote(`${text}\n${signature}`, [noteKey('PeterNeumann', jwk)])).toEqual({ text });
  });

  it('may bear signatures of others, which say nothing', () => {
    const other = '— witness.example/w1 AAAAAAECAwQFBgcICQ==\n';
    expect(openNote(`${text}\n${other}${signature}`, [noteKey('PeterNeumann', jwk)])).toEqual({ text });
    expect(openNote(`${text}\n${other}`, [noteKey('PeterNeumann', jwk)])).toEqual({ fault: 'UNKNOWN_KEY' });
  });

  it('needs no more than a seed that any Ed25519 implementation reads', () => {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const { x } = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
    expect(x).toBe(jwk.x);
  });
});

describe('A checkpoint', () => {
  let key: SigningKey;
  let other: SigningKey;
  let note: string;
  const checkpoint: Checkpoint = { origin: originOf('gateway-1'), size: 42, root: hashLeaf('root') };
  const open = (text: string, keys = key) =>
    openCheckpoint(text, checkpoint.origin, logKeys(checkpoint.origin, keys.jwks.keys));

  beforeAll(async () => {
    [key, other] = await Promise.all([makeSigningKey(), makeSigningKey()]);
    note = signCheckpoint(checkpoint, noteSigner(checkpoint.origin, key));
  });

  it('names the log, the number of entries and the root, and is signed under the name of the log', () => {
    expect(note).toMatch(
      /^lienthong\/ledger\/gateway-1\n42\n[A-Za-z0-9+/]{43}=\n\n— lienthong\/ledger\/gateway-1 [A-Za-z0-9+/]+=*\n$/,
    );
    expect(open(note)).toEqual({ checkpoint });
    expect(claimOfNote(note)).toEqual(checkpoint);
  });

  it('is verified with the old key and with the new one while both are published', () => {
    const both = { ...key, jwks: { keys: [...other.jwks.keys, ...key.jwks.keys] } };
    expect(open(note, both)).toEqual({ checkpoint });
  });

  it.each<[string, (note: string) => string, string]>([
    ['another size', (text) => text.replace('\n42\n', '\n43\n'), 'BAD_SIGNATURE'],
    [
      'another root',
      (text) => text.replace(checkpoint.root.toString('base64'), hashLeaf('x').toString('base64')),
      'BAD_SIGNATURE',
    ],
    ['a line more', (text) => text.replace('\n\n', '\nmore\n\n'), 'BAD_SIGNATURE'],
    ['the name of another log', (text) => text.replaceAll('gateway-1', 'gateway-2'), 'OTHER_LOG'],
    ['no signature', (text) => text.slice(0, text.indexOf('\n\n') + 2), 'MALFORMED'],
    ['a signature cut short', (text) => `${text.slice(0, -9)}\n`, 'BAD_SIGNATURE'],
    ['a size with a leading zero', (text) => text.replace('\n42\n', '\n042\n'), 'MALFORMED'],
    ['a size beyond counting', (text) => text.replace('\n42\n', '\n9007199254740993\n'), 'MALFORMED'],
    ['a root of another length', (text) => text.replace(/\n[A-Za-z0-9+/]{43}=\n/, '\nAAAA\n'), 'MALFORMED'],
    ['a tab in it', (text) => text.replace('\n42\n', '\n42\t\n'), 'MALFORMED'],
    ['no end', (text) => text.slice(0, -1), 'MALFORMED'],
    ['nothing at all', () => '', 'MALFORMED'],
  ])('with %s is not believed', (_, change, fault) => {
    expect(open(change(note))).toEqual({ fault });
  });

  it('is not believed when somebody else signed it', () => {
    expect(open(signCheckpoint(checkpoint, noteSigner(checkpoint.origin, other)))).toEqual({
      fault: 'UNKNOWN_KEY',
    });
  });

  it('is not believed with any one character changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: note.length - 1 }), fc.integer({ min: 1, max: 0x24f }), (place, code) => {
        const changed = note.slice(0, place) + String.fromCharCode(code) + note.slice(place + 1);
        // Base64 has characters whose last bits say nothing: the note reads the same with them.
        return (
          changed === note || 'fault' in open(changed) || claimOfNote(changed)!.root.equals(checkpoint.root)
        );
      }),
      { numRuns: 500 },
    );
  });

  it('whatever is in it, an answer comes', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('—', '— a AAAA', '', '1', checkpoint.origin),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        expect('fault' in open(lines.join('\n'))).toBe(true);
      }),
    );
  });

  it('longer than any note is passed over without being read', () => {
    expect(open(note.replace('\n\n', `\n${'x'.repeat(100_000)}\n\n`))).toEqual({ fault: 'MALFORMED' });
  });
});

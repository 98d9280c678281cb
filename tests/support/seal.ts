import { openSigningKey, type SigningKey } from '@lienthong/shared/identity/keys';
import { SEAL_HEADER, signSeal } from '@lienthong/shared/identity/seal';
import { askAt, type Answer } from './ask.ts';
import { temporaryFolder } from './folder.ts';

/** A gateway's key of its own, kept in memory. */
export async function makeSigningKey(): Promise<SigningKey> {
  const folder = temporaryFolder();
  try {
    return await openSigningKey(folder.path);
  } finally {
    folder.remove();
  }
}

let ofThisSuite: Promise<SigningKey> | undefined;

/** The key that seals questions in this suite unless a test says otherwise. */
export const testKey = (): Promise<SigningKey> => (ofThisSuite ??= makeSigningKey());

export interface SealOptions {
  /** null sends no seal. */
  readonly key?: SigningKey | null;
  /** The subgraph the seal is for: the one that is asked, unless a test says otherwise. */
  readonly audience?: string;
  /** When the seal is signed, in milliseconds. */
  readonly now?: number;
}

/** Asks a subgraph over HTTP, as the gateway would. */
export async function askSubgraph(
  { name, url }: { readonly name: string; readonly url: string },
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  { key, audience = name, now = Date.now() }: SealOptions = {},
): Promise<Answer> {
  if (key === null) return askAt(url, query, variables);
  const seal = await signSeal(key ?? (await testKey()), audience, now);
  return askAt(url, query, variables, { [SEAL_HEADER]: seal });
}

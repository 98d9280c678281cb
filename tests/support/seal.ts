import { openSigningKey, type SigningKey } from '@lienthong/shared/identity/keys';
import { SEAL_HEADER, signSeal } from '@lienthong/shared/identity/seal';
import {
  hashOfCall,
  hashOfQuery,
  openContent,
  type SealContent,
} from '@lienthong/shared/identity/seal-content';
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
  /** Who asks and what is permitted: open data alone, unless a test says otherwise. */
  readonly content?: SealContent;
  /** The query it is sealed for: the one that is asked, unless a test says otherwise. */
  readonly query?: string;
  /** Seals this one call: a change needs it. */
  readonly once?: boolean;
}

/** Asks a subgraph over HTTP, as the gateway would. */
export async function askSubgraph(
  { name, url }: { readonly name: string; readonly url: string },
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  options: SealOptions = {},
): Promise<Answer> {
  if (options.key === null) return askAt(url, query, variables);
  const seal = await sealFor(name, { query, variables }, options);
  return askAt(url, query, variables, { [SEAL_HEADER]: seal });
}

/** A seal for a question, as the gateway would make it. */
export async function sealFor(
  name: string,
  question: { readonly query: string; readonly variables?: unknown },
  { key, audience = name, now = Date.now(), content = openContent('sha256:'), query, once }: SealOptions = {},
): Promise<string> {
  const asked = { ...question, query: query ?? question.query };
  const operation = once ? hashOfCall(asked) : hashOfQuery(asked.query);
  return signSeal(key ?? (await testKey()), { audience, operation, once }, content, now);
}

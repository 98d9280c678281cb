import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchSupergraph } from '@lienthong/gateway/supergraph-file';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';

describe('A supergraph file that is watched', () => {
  let place: TemporaryFolder;
  beforeEach(() => void (place = temporaryFolder()));
  afterEach(() => place.remove());

  it('may be a link to nowhere for a while, and is read again once it can be', async () => {
    const file = join(place.path, 'supergraph.graphql');
    symlinkSync(file, file);
    let changed: (content: string) => void = () => {};
    const content = new Promise<string>((resolve) => (changed = resolve));
    const stop = watchSupergraph(file, 'first', async (text) => changed(text));
    // Twice as long as it takes until somebody looks.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    rmSync(file);
    writeFileSync(`${file}.new`, 'second');
    renameSync(`${file}.new`, file);
    expect(await content).toBe('second');
    stop();
  });
});

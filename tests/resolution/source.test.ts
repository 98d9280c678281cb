import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sourceLines, sources } from './resolution.ts';

describe('The source text', () => {
  it('is the one the data were read from, byte for byte', () => {
    expect(createHash('sha256').update(sources.text).digest('hex')).toBe(
      '0c4af212c614f523beacd6520e0633fff5c5969d9cdb28d83127ea2fadc8cb96',
    );
  });

  it('prints its first page twice', () => {
    expect(sourceLines.slice(8, 41)).toEqual(sourceLines.slice(41, 74));
  });
});

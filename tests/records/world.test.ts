import { describe, expect, it } from '@jest/globals';
import { printRows, syntheticWorld } from '../../seeds/synthetic/world.ts';
import { syntheticFiles, textOf } from './synthetic.ts';

describe('The synthetic world', () => {
  it('is what stands in seeds/synthetic, file by file', () => {
    const world = syntheticWorld(16, 214);
    expect(syntheticFiles()).toEqual(Object.keys(world).sort());
    for (const [file, rows] of Object.entries(world))
      expect([file, printRows(rows)]).toEqual([file, textOf(file)]);
  });

  it('is the same for the same numbers, and another for another seed', () => {
    expect(syntheticWorld(16, 214)).toEqual(syntheticWorld(16, 214));
    expect(syntheticWorld(16, 215)['mps/citizens']).not.toEqual(syntheticWorld(16, 214)['mps/citizens']);
  });

  it('keeps its first households when others join', () => {
    const [small, large] = [syntheticWorld(9, 7), syntheticWorld(40, 7)];
    for (const [file, rows] of Object.entries(small))
      expect([file, large[file]!.slice(0, rows.length)]).toEqual([file, rows]);
  });

  it('gives nobody the number, record or registration of another, in 2,000 households', () => {
    const world = syntheticWorld(2_000, 7);
    const repeated = (file: string, key: string) => {
      const keys = world[file]!.map((row) => (row as Record<string, unknown>)[key]);
      return keys.length - new Set(keys).size;
    };
    expect(world['mps/citizens']!.length).toBeGreaterThan(7_000);
    expect([
      repeated('mps/citizens', 'personalId'),
      repeated('moj/birth-registrations', 'number'),
      repeated('moh/health-records', 'healthId'),
      repeated('moh/test-results', 'id'),
      repeated('moh/claims', 'encounter'),
      repeated('moh/birth-certificates', 'number'),
      repeated('moh/consents', 'id'),
    ]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});

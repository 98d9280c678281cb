import { describe, expect, it } from '@jest/globals';
import { printRows, syntheticWorld } from '../../seeds/synthetic/world.ts';
import { syntheticFiles, textOf } from './synthetic.ts';

describe('The synthetic world', () => {
  it('is what stands in seeds/synthetic, file by file', () => {
    const world = syntheticWorld(150, 214);
    expect(syntheticFiles()).toEqual(Object.keys(world).sort());
    for (const [file, rows] of Object.entries(world))
      expect([file, printRows(rows)]).toEqual([file, textOf(file)]);
  });

  it('is the same for the same numbers, and another for another seed', () => {
    expect(syntheticWorld(150, 214)).toEqual(syntheticWorld(150, 214));
    expect(syntheticWorld(150, 215)['mps/Citizen']).not.toEqual(syntheticWorld(150, 214)['mps/Citizen']);
  });

  it('keeps its first people when others join', () => {
    const [small, large] = [syntheticWorld(90, 7), syntheticWorld(400, 7)];
    for (const [file, rows] of Object.entries(small))
      expect([file, large[file]!.slice(0, rows.length)]).toEqual([file, rows]);
  });

  it('gives nobody the number, record or registration of another, among 8,000 people', () => {
    const world = syntheticWorld(8_000, 7);
    const repeated = (file: string, key: string) => {
      const keys = world[file]!.map((row) => (row as Record<string, unknown>)[key]);
      return keys.length - new Set(keys).size;
    };
    expect(world['mps/Citizen']!.length).toBeGreaterThan(7_000);
    expect([
      repeated('mps/Citizen', 'personalId'),
      repeated('moj/BirthRegistration', 'number'),
      repeated('moh/HealthRecord', 'healthId'),
      repeated('moh/TestResult', 'id'),
      repeated('moh/Claim', 'encounter'),
      repeated('moh/BirthCertificate', 'number'),
      repeated('moh/Consent', 'id'),
    ]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});

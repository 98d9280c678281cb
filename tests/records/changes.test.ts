import { describe, expect, it } from '@jest/globals';
import { startOfDay } from '@lienthong/shared/policy/legal-day';
import { whoMayRead } from '@lienthong/shared/policy/readers';
import { NOW, rules } from './decided.ts';

/** Whoever asks for these gets as far as the owner, which holds them to their own databases or their own agreements. */
const HELD_BY_OWNER = /^Mutation\.(reportQuality|\w+(Request|Change)Agreement)$/;

const begunBy = (coordinate: string): string[] =>
  whoMayRead(coordinate, rules.compiled, startOfDay(NOW)).map(
    ({ who, purpose, permit }) => `${who} ${permit.grant ?? permit.by}${purpose ? `: ${purpose}` : ''}`,
  );

describe('A change to the records of people is begun by whom a grant names, for its purpose, and by the owner', () => {
  it.each([
    ['registerBirth', ['moj OWN', 'ppc moj-ppc-register-birth: birth-registration']],
    ['enterNewborn', ['moj mps-moj-enter-newborn: birth-registration', 'mps OWN']],
    ['issueChildInsurance', ['mof OWN', 'moj mof-moj-issue-card: birth-registration']],
    ['admitPupil', ['moet OWN', 'ppc moet-ppc-admit: school-admission']],
  ])('%s', (change, expected) => {
    expect(begunBy(`Mutation.${change}`)).toEqual(expected);
  });

  it('and no other is shared by default', () => {
    const changes = rules.compiled.coordinates.filter((coordinate) => coordinate.startsWith('Mutation.'));
    const open = changes.filter((change) => begunBy(change).some((by) => by.includes('BY_DEFAULT')));
    expect(open.filter((change) => !HELD_BY_OWNER.test(change))).toEqual([]);
    expect(changes.length).toBeGreaterThan(50);
  });
});

import { describe, expect, it } from '@jest/globals';
import { read } from './resolution.ts';

const agencies = read('agencies');
const standingIn = (...annexes: string[]) =>
  agencies
    .filter(({ appearsIn }) => [...new Set(appearsIn.map(({ annex }) => annex))].join() === annexes.join())
    .map(({ id }) => id);

describe('The 24 agencies', () => {
  it('are in the order of the architecture', () => {
    expect(agencies.map(({ id }) => id).join(' ')).toBe(
      'mps mof moj moit moha moh moet most moc mae mcst mofa mera spc sbv gov-office gov-inspectorate spp sav ' +
        'na-office party-office president-office vff ppc',
    );
    expect(agencies.map(({ order }) => order)).toEqual(agencies.map((_, index) => index + 1));
  });

  it('are 16 in Annex I, one more in Annex II, seven more in Annex III', () => {
    const first = agencies.filter(({ appearsIn }) => appearsIn[0]!.annex === 'I');
    const second = agencies.filter(({ appearsIn }) => appearsIn[0]!.annex === 'II');
    const third = agencies.filter(({ appearsIn }) => appearsIn[0]!.annex === 'III');
    expect([first.length, second.map(({ id }) => id), third.length]).toEqual([16, ['gov-inspectorate'], 7]);
  });

  it('stand once in Annexes I and III, and in Annex II once for each row they lead', () => {
    const mentions = agencies.flatMap(({ id, appearsIn }) => appearsIn.map(({ annex }) => `${id} ${annex}`));
    const twice = mentions.filter((mention, index) => mentions.indexOf(mention) !== index);
    expect(mentions.filter((mention) => mention.endsWith(' II'))).toHaveLength(11);
    expect(twice).toEqual(['moj II', 'mae II']);
    expect(standingIn('I')).toEqual(['mps']);
  });

  it('have types of their own', () => {
    expect(new Set(agencies.map(({ type }) => type)).size).toBe(24);
    expect(new Set(agencies.map(({ abbreviation }) => abbreviation)).size).toBe(24);
  });

  it('carry a note where something is missing: no partner, no database of Annex I', () => {
    const annotated = agencies.filter(({ note }) => note !== null).map(({ id }) => id);
    expect(annotated).toEqual(['mps', 'gov-inspectorate', ...standingIn('III')]);
    expect(standingIn('III')).toHaveLength(7);
  });

  it.each([
    ['MINISTRY', 13],
    ['MINISTERIAL_LEVEL_AGENCY', 3],
    ['COURT', 1],
    ['PROCURACY', 1],
    ['STATE_AUDIT', 1],
    ['NATIONAL_ASSEMBLY', 1],
    ['PARTY', 1],
    ['PRESIDENCY', 1],
    ['FATHERLAND_FRONT', 1],
    ['PEOPLES_COMMITTEE', 1],
  ])('[RULE-05] [RULE-22] of kind %s are %i', (kind, count) => {
    expect(agencies.filter((agency) => agency.kind === kind)).toHaveLength(count);
  });
});

describe('The bodies excepted from the review', () => {
  it('are named on line 93 and are none of the agencies', () => {
    const bodies = read('excluded-bodies');
    expect(bodies.map(({ name, line }) => [name, line])).toEqual([
      ['Bộ Quốc phòng', 93],
      ['Ban Cơ yếu Chính phủ', 93],
    ]);
    expect(agencies.filter(({ name }) => bodies.some((body) => body.name === name))).toEqual([]);
  });
});

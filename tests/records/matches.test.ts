import { describe, expect, it } from '@jest/globals';
import { asking, owner } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const caller = asking('moh', 'data-quality', []);
const [citizen] = synthetic('mps/Citizen') as [ReturnType<typeof synthetic<'mps/Citizen'>>[number]];
const [organization] = synthetic('mof/Organization') as [
  ReturnType<typeof synthetic<'mof/Organization'>>[number],
];

describe('A master source compares claims one by one, and keeps their order where it does not know a key:', () => {
  const [population, enterprises] = [owner('mps'), owner('mof')];
  const PEOPLE = 'query ($claims: [CitizenClaim!]!) { citizenMatches(claims: $claims) { fullName sex } }';
  const FIRMS =
    'query ($claims: [OrganizationClaim!]!) { organizationMatches(claims: $claims) { name status } }';

  it('[RULE-68] the population register', async () => {
    const key = citizen.personalId;
    const claims = [{ key: '099999999999' }, { key, fullName: citizen.fullName, sex: 'Nam' }, { key }];
    expect(await population.ask(caller, PEOPLE, { claims })).toEqual({
      data: {
        citizenMatches: [null, { fullName: true, sex: false }, { fullName: null, sex: null }],
      },
      codes: [],
    });
  });

  it('[RULE-68] the enterprise register', async () => {
    const key = organization.taxCode;
    const claims = [{ key, name: organization.name, status: 'GONE' }, { key: `${key}-999` }, { key }];
    expect(await enterprises.ask(caller, FIRMS, { claims })).toEqual({
      data: { organizationMatches: [{ name: true, status: false }, null, { name: null, status: null }] },
      codes: [],
    });
  });

  it('none more than 500 at a time', async () => {
    const claims = Array.from({ length: 501 }, () => ({ key: citizen.personalId }));
    expect((await population.ask(caller, PEOPLE, { claims })).codes).toEqual(['TOO_MANY_CLAIMS']);
  });
});

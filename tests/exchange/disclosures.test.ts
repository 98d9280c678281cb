import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '@lienthong/gateway/authentication/caller';
import { agency, ANONYMOUS, citizen, NOW, openExchange, type TestExchange } from './exchange.ts';
import { BINH, BIRTH, HISTORY, OWN, PEOPLE, PSEUDONYMS, REFERRAL, SCHOOL, SEALED } from './history.ts';

let exchange: TestExchange;
let now = NOW;
beforeAll(async () => {
  exchange = await openExchange(HISTORY, { now: () => now });
});
afterAll(() => exchange.close());

async function answered(query: string, caller: Caller) {
  const { data, errors } = await exchange.ask(query, caller);
  expect(errors).toBeUndefined();
  return data;
}

const SOURCE = `given refused { field reason text textEn } grants { id basis { citation saysEn } }`;
const HAPPENED = `id at outcome callerKind agency system purpose purposeLabel purposeLabelEn procedure caseId`;

describe('A citizen', () => {
  const ABOUT_ME = `{ me { personalId disclosures { nodes { ${HAPPENED} bySelf sources { owner ${SOURCE} } } } } }`;
  const seenBy = async (caller: Caller): Promise<readonly { id: string }[]> =>
    (await answered(ABOUT_ME, caller)).me.disclosures.nodes;

  it('sees who asked about them at every replica, newest first, and their own questions', async () => {
    const seen = await seenBy(citizen(BINH));
    expect(seen.map(({ id }) => id)).toEqual([OWN.id, BIRTH.id, REFERRAL.id]);
    expect(seen[0]).toMatchObject({ bySelf: true, callerKind: 'CITIZEN', agency: null, purposeLabel: null });
  });

  it('sees when, who, why, by which law, and which fields were given or refused, in both languages', async () => {
    const { me } = await answered(ABOUT_ME, citizen(BINH));
    expect(me.personalId).toBe(BINH);
    expect(me.disclosures.nodes[2]).toEqual({
      id: REFERRAL.id,
      at: '2026-02-28T17:00:00.000Z',
      outcome: 'PARTIAL',
      callerKind: 'AGENCY',
      agency: 'moh',
      system: 'his-bach-mai',
      purpose: 'health-referral',
      purposeLabel: 'Chuyển tuyến và dùng lại kết quả xét nghiệm',
      purposeLabelEn: 'Referral and re-use of test results',
      procedure: '1.002',
      caseId: 'referral',
      bySelf: false,
      sources: [
        {
          owner: 'mps',
          given: ['Citizen.fullName'],
          refused: [
            {
              field: 'Citizen.address',
              reason: 'NO_GRANT',
              text: 'Không có thỏa thuận chia sẻ nào cho bên yêu cầu đọc trường dữ liệu này.',
              textEn: 'No sharing agreement lets this caller read this field.',
            },
          ],
          grants: [
            {
              id: 'mps-moh-referral',
              basis: [
                {
                  citation: 'D278/2025 Art 4(2)',
                  saysEn: 'Mandatory connection goes through the national coordination platform.',
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('sees nothing of anybody else it concerned, nor of the officer', async () => {
    const text = JSON.stringify(await answered(ABOUT_ME.replace('personalId', ''), citizen(BINH)));
    for (const person of [...PEOPLE, ...PSEUDONYMS]) expect(text).not.toContain(person);
  });

  it('sees what was sealed once the seal ends', async () => {
    now = Date.parse('2026-09-01T00:00:00.000Z');
    const seen = await seenBy(citizen(BINH));
    now = NOW;
    expect(seen.map(({ id }) => id)).toContain(SEALED.id);
  });

  it('of whom nothing is recorded sees an empty list', async () => {
    expect(await seenBy(citizen('001000000000'))).toEqual([]);
  });

  it('pages through all of it, each once', async () => {
    const PAGE = (after: string) =>
      `{ me { disclosures(first: 1, after: ${after}) { edges { cursor node { id } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } }`;
    const seen: string[] = [];
    let after = 'null';
    for (let more = true; more;) {
      const { edges, pageInfo } = (await answered(PAGE(after), citizen(BINH))).me.disclosures;
      expect(pageInfo).toMatchObject({ startCursor: edges[0].cursor, hasPreviousPage: seen.length > 0 });
      seen.push(edges[0].node.id);
      after = JSON.stringify(pageInfo.endCursor);
      more = pageInfo.hasNextPage;
    }
    expect(seen).toEqual([OWN.id, BIRTH.id, REFERRAL.id]);
  });

  it.each([
    ['a page of more than a hundred', 'first: 101', 'INVALID_PAGE_SIZE'],
    ['a page of less than nothing', 'first: -1', 'INVALID_PAGE_SIZE'],
    ['a cursor of no list', 'after: "x"', 'INVALID_CURSOR'],
  ])('is told what is wrong with %s', async (_, args, code) => {
    const { errors } = await exchange.ask(`{ me { disclosures(${args}) { nodes { id } } } }`, citizen(BINH));
    expect(errors).toEqual([
      expect.objectContaining({ path: ['me', 'disclosures'], extensions: expect.objectContaining({ code }) }),
    ]);
  });
});

describe('An agency', () => {
  const OF_MINE = (args = '') =>
    `{ disclosuresOfMine${args} { nodes { ${HAPPENED} ${SOURCE} rowCount } pageInfo { hasNextPage } } }`;
  const idsFor = async (owner: string, args?: string): Promise<string[]> =>
    (await answered(OF_MINE(args), agency(owner))).disclosuresOfMine.nodes.map(
      ({ id }: { id: string }) => id,
    );

  it('sees who asked for what it owns, and of the other agencies asked nothing', async () => {
    const { nodes } = (await answered(OF_MINE(), agency('moj'))).disclosuresOfMine;
    expect(nodes.map(({ id }: { id: string }) => id)).toEqual([OWN.id, BIRTH.id]);
    expect(nodes[1]).toMatchObject({
      agency: 'moh',
      purposeLabelEn: 'Birth registration',
      given: ['Citizen.birthRegistration'],
      refused: [],
      grants: [{ id: 'moj-mps-birth-chain' }],
      rowCount: 2,
    });
    expect(JSON.stringify(nodes)).not.toContain('Citizen.fullName');
  });

  it('sees its own whoever it says it is in the question: there is no argument for it', async () => {
    expect(await idsFor('mps')).toEqual([SCHOOL.id, BIRTH.id, REFERRAL.id]);
    expect(await idsFor('moh')).toEqual([]);
  });

  it('sees no person, by number or pseudonym', async () => {
    const text = JSON.stringify(await answered(OF_MINE(), agency('mps')));
    for (const person of [...PEOPLE, ...PSEUDONYMS]) expect(text).not.toContain(person);
  });

  it.each([
    ['who asked', '(caller: "moet")', [SCHOOL.id]],
    ['a purpose', '(purpose: "health-referral")', [REFERRAL.id]],
    ['an outcome', '(outcome: REFUSED)', [SCHOOL.id]],
    ['days, both included', '(from: "2026-03-01", to: "2026-03-02")', [BIRTH.id, REFERRAL.id]],
    ['a page', '(first: 1)', [SCHOOL.id]],
  ])('finds by %s', async (_, args, ids) => {
    expect(await idsFor('mps', args)).toEqual(ids);
  });

  it('reads a purpose that no longer exists by its id alone', async () => {
    const [first] = (await answered(OF_MINE(), agency('mps'))).disclosuresOfMine.nodes;
    expect(first).toMatchObject({ purpose: 'of-old', purposeLabel: null, purposeLabelEn: null });
  });
});

it.each([
  ['nobody in particular', ANONYMOUS, '{ me { personalId } }'],
  ['an agency', agency('moh'), '{ me { disclosures { nodes { id } } } }'],
  ['a citizen', citizen(BINH), '{ disclosuresOfMine { nodes { id } } }'],
  ['a citizen among what is theirs', citizen(BINH), '{ me { personalId } receipts { nodes { id } } }'],
])(
  'What was not permitted before is not answered, though the planner asks for it: %s',
  async (_, caller, query) => {
    const { data, errors, fetches } = await exchange.ask(query, caller);
    expect(data).toBeNull();
    expect(errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR' }) }),
    ]);
    expect(fetches).toEqual([
      expect.objectContaining({ agency: 'gateway', outcome: 'AGENCY_UNAVAILABLE', rows: null }),
    ]);
  },
);

describe('For the receipt', () => {
  it('it counts what it told, field by field, like any other owner', async () => {
    const { fetches } = await exchange.ask(
      '{ me { disclosures(first: 2) { nodes { at: id } } } }',
      citizen(BINH),
    );
    expect(fetches).toEqual([
      {
        agency: 'gateway',
        fields: ['Disclosure.id', 'DisclosureConnection.nodes', 'Me.disclosures', 'Query.me'],
        refused: [],
        rows: 2,
        subjects: [],
        startedAt: expect.any(Number),
        endedAt: expect.any(Number),
        outcome: 'ok',
        entities: 0,
      },
    ]);
  });

  it('it names whom an auditor looked up', async () => {
    const auditor = agency('sav', { purpose: 'data-audit', officer: 'lan' });
    const { fetches } = await exchange.ask(
      `{ receipts(filter: { subject: "${BINH}" }) { nodes { id } } }`,
      auditor,
    );
    expect(fetches).toEqual([expect.objectContaining({ rows: 3, subjects: [BINH] })]);
  });

  it('rules are no records', async () => {
    const { fetches } = await exchange.ask('{ whatMayRead(agency: "moh") { who } }');
    expect(fetches).toEqual([expect.objectContaining({ rows: null, outcome: 'ok' })]);
  });

  it('a mistake in the question is no failure', async () => {
    const { fetches } = await exchange.ask('{ explain(operation: "{") { allowed } }');
    expect(fetches).toEqual([expect.objectContaining({ outcome: 'ok' })]);
  });
});

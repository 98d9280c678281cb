import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readExamples } from '../../gateway/src/examples.ts';
import { startTestDeployment, type TestDeployment } from '../support/deployment.ts';
import { resolution } from '../support/resolution.ts';

const agencies = resolution('agencies');
const databases = resolution('databases');
const partners = resolution('partners');
const partnerLinks = resolution('partner-links');
const priorityDatabases = resolution('priority-databases');
const tasks = resolution('tasks');
const totals = resolution('totals');

const databasesOf = (agency: string) => databases.filter(({ owner }) => owner === agency);
const partnersOf = (agency: string) => partnerLinks.filter((link) => link.agency === agency);
const partnerNamed = (id: string) => partners.find((partner) => partner.id === id)!.name;
const agencyNamed = (id: string) => agencies.find((agency) => agency.id === id)!;
const ids = (list: readonly string[]) => list.map((id) => ({ id }));

let country: TestDeployment;
beforeAll(async () => {
  country = await startTestDeployment();
}, 60_000);
afterAll(() => country.remove());

/** The data of an answer without errors. */
async function answerTo(
  query: string,
  variables?: Readonly<Record<string, unknown>>,
): Promise<Record<string, never>> {
  const { status, body } = await country.ask(query, variables);
  expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  return body.data;
}

const example = (start: string): string =>
  readExamples().find(({ query }) => query.includes(start))?.query ?? `no example asks for ${start}`;

it('A name that the graph asks agencies by means to a caller what the caller says it means', async () => {
  const query = `query ($representations: ID!) {
    agency(id: $representations) { id: nameEn code: id }
    agencies { id: name databases { name: id } }
  }`;
  expect(await answerTo(query, { representations: 'moj' })).toEqual({
    agency: { id: agencyNamed('moj').nameEn, code: 'moj' },
    agencies: agencies.map(({ id, name }) => ({
      id: name,
      databases: databasesOf(id).map((database) => ({ name: database.id })),
    })),
  });
});

describe('The example questions', () => {
  it.each(readExamples().map(({ title, query }) => [title, query]))(
    '%s: is answered without errors',
    async (_, query) => {
      await answerTo(query);
    },
  );

  it('[OBJ-01] one question reads all 330 databases and 53 partner links from every block of the political system', async () => {
    expect(await answerTo(example('sameAs { id }'))).toEqual({
      agencies: agencies.map(({ id, type, name, nameEn, kind }) => ({
        __typename: type,
        id,
        name,
        nameEn,
        kind,
        databases: databasesOf(id).map(({ owner: _, priority: __, sameAs, ...row }) => ({
          ...row,
          sameAs: ids(sameAs.map((other) => other.id)),
        })),
        partners: partnersOf(id).map(({ partner }) => ({
          partner: { id: partner, name: partnerNamed(partner) },
        })),
      })),
    });
    expect([agencies.length, databases.length, partnerLinks.length]).toEqual([24, 330, 53]);
    expect(new Set(agencies.map(({ kind }) => kind))).toEqual(
      new Set([
        'MINISTRY',
        'MINISTERIAL_LEVEL_AGENCY',
        'COURT',
        'PROCURACY',
        'STATE_AUDIT',
        'NATIONAL_ASSEMBLY',
        'PARTY',
        'PRESIDENCY',
        'FATHERLAND_FRONT',
        'PEOPLES_COMMITTEE',
      ]),
    );
  });

  it('whom a partner accompanies, and what those agencies have under review', async () => {
    const accompanied = agencies.filter(({ id }) =>
      partnersOf(id).some(({ partner }) => partner === 'viettel'),
    );
    expect(await answerTo(example('partner(id: "viettel")'))).toEqual({
      partner: {
        name: partnerNamed('viettel'),
        agencies: accompanied.map(({ id, name }) => ({
          id,
          name,
          databases: databasesOf(id)
            .filter(({ group }) => group === 'C')
            .map((row) => ({ id: row.id, name: row.name })),
        })),
      },
    });
  });

  it('the eleven priority databases, who leads them and with whom', async () => {
    const data = await answerTo(example('priorityDatabases'));
    expect(data['priorityDatabases']).toHaveLength(11);
    expect(data).toEqual({
      priorityDatabases: priorityDatabases.map(
        ({ id, name, deadline, lead, tasks: items, databases: rows }) => ({
          id,
          name,
          deadline: deadline.iso,
          lead: {
            id: lead,
            name: agencyNamed(lead).name,
            partners: partnersOf(lead).map(({ partner }) => ({ partner: { name: partnerNamed(partner) } })),
          },
          tasks: items.map(({ label, text }) => ({ label, text })),
          databases: rows.map((row) => ({ id: row, owner: { id: row.split('-').slice(0, -2).join('-') } })),
        }),
      ),
    });
  });

  it('search without diacritics', async () => {
    const { databases: page } = (await answerTo(example('databases(search:'))) as Record<
      string,
      DatabasePage
    >;
    expect(page!.edges.length).toBeGreaterThan(0);
    expect(page!.edges.length).toBeLessThanOrEqual(5);
    for (const { node } of page!.edges) {
      const { name, owner } = databases.find(({ id }) => id === node.id)!;
      expect(node).toEqual({ id: node.id, name, owner: { id: owner, name: agencyNamed(owner).name } });
    }
    expect(page!.edges[0]!.node.name.toLowerCase()).toContain('bảo hiểm y tế');
    expect(page!.pageInfo.endCursor).toBe(page!.edges.at(-1)!.cursor);
  });

  it('what was due before September 2025, and who leads it', async () => {
    expect(await answerTo(example('tasks(dueBefore:'))).toEqual({
      tasks: tasks
        .filter(({ deadline }) => deadline?.lastDay && deadline.lastDay < '2025-09-01')
        .map(({ id, text, deadline, lead, cooperating }) => ({
          id,
          text,
          deadline: { printed: deadline!.printed, iso: deadline!.iso },
          lead: ids(inOrder(lead.agencies)),
          cooperating: ids(inOrder(cooperating.agencies)),
        })),
    });
  });

  it('how much there is of everything', async () => {
    const inGroup = (group: string) => databases.filter((row) => row.group === group).length;
    expect(await answerTo(example('statistics'))).toEqual({
      statistics: {
        agencies: 24,
        databases: totals.total.printed,
        databasesByGroup: ['A', 'B', 'C'].map((group) => ({ group, count: inGroup(group) })),
        priorityDatabases: 11,
        partners: 8,
        partnerLinks: 53,
        tasks: tasks.length,
      },
    });
  });
});

interface DatabasePage {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly id: string; readonly name: string };
  }[];
  readonly pageInfo: { readonly endCursor: string };
}

const inOrder = (list: readonly string[]) => agencies.map(({ id }) => id).filter((id) => list.includes(id));

interface Fetch {
  readonly agency: string;
  readonly entities: number;
  readonly outcome: string;
  readonly startedMs: number;
  readonly milliseconds: number;
}

/** Whom the gateway asked for an answer, and when. */
async function fetchesFor(query: string): Promise<readonly Fetch[]> {
  const { body } = await country.ask(query, {}, { 'x-exchange-fetches': '1' });
  return (body.extensions!['exchange'] as { readonly fetches: readonly Fetch[] }).fetches;
}

describe('Every agency answers for itself', () => {
  it('all 24 are asked live, each once, after the centre named them', async () => {
    const [first, ...others] = await fetchesFor(example('sameAs { id }'));
    expect(first).toMatchObject({ agency: 'ndc', entities: 0, outcome: 'ok' });
    const asked = others.filter(({ agency }) => agency !== 'ndc');
    expect(asked.map(({ agency }) => agency).sort()).toEqual(agencies.map(({ id }) => id).sort());
    expect(new Set(asked.map(({ entities, outcome }) => `${entities} ${outcome}`))).toEqual(
      new Set(['1 ok']),
    );
  });

  it('all at the same time: none waits for another', async () => {
    const asked = (await fetchesFor('{ agencies { name databases { id } } }')).filter(
      ({ entities }) => entities > 0,
    );
    const lastStart = Math.max(...asked.map(({ startedMs }) => startedMs));
    const firstEnd = Math.min(...asked.map(({ startedMs, milliseconds }) => startedMs + milliseconds));
    expect(asked).toHaveLength(24);
    expect(lastStart).toBeLessThan(firstEnd);
  });

  it('only those a question is about are asked', async () => {
    const agenciesAsked = (await fetchesFor('{ agency(id: "moj") { name } }')).map(({ agency }) => agency);
    expect(agenciesAsked).toEqual(['ndc', 'moj']);
    expect((await fetchesFor('{ ministryOfJustice { name } }')).map(({ agency }) => agency)).toEqual(['moj']);
  });

  it('whom the gateway asked is told on demand only', async () => {
    const { body } = await country.ask('{ statistics { agencies } }');
    expect(body.extensions?.['exchange']).not.toHaveProperty('fetches');
  });

  it('the answer carries the request id of its header', async () => {
    const { body, headers } = await country.ask('{ statistics { agencies } }');
    expect(body.extensions).toMatchObject({ exchange: { requestId: headers.get('x-request-id') } });
  });
});

describe('More questions people ask', () => {
  it('one type in its own words, the others in theirs', async () => {
    const data = await answerTo(`{
      agencies { id ... on MinistryOfJustice { name databases(group: A) { id } } ... on PresidentOffice { noteEn } }
    }`);
    expect(data['agencies']).toEqual(
      agencies.map(({ id, name, note }) => ({
        id,
        ...(id === 'moj' && {
          name,
          databases: ids(
            databasesOf('moj')
              .filter(({ group }) => group === 'A')
              .map((row) => row.id),
          ),
        }),
        ...(id === 'president-office' && { noteEn: note!.en }),
      })),
    );
  });

  it('two agencies side by side, by alias and with fragments in fragments', async () => {
    const data = await answerTo(
      `query Compare($one: ID!, $other: ID!) {
        one: agency(id: $one) { ...Card }
        other: agency(id: $other) { ...Card }
      }
      fragment Card on Agency { id title: name ...Companions }
      fragment Companions on Agency { partners { at: ordinal who: partner { short: shortName } } }`,
      { one: 'moh', other: 'moet' },
    );
    const card = (id: string) => ({
      id,
      title: agencyNamed(id).name,
      partners: partnersOf(id).map(({ ordinal, partner }) => ({
        at: ordinal,
        who: { short: partners.find((each) => each.id === partner)!.shortName },
      })),
    });
    expect(data).toEqual({ one: card('moh'), other: card('moet') });
  });

  it('an agency at the root of the graph', async () => {
    expect(
      await answerTo('{ ministryOfJustice { __typename id nameEn kind tasks(role: LEAD) { id } } }'),
    ).toEqual({
      ministryOfJustice: {
        __typename: 'MinistryOfJustice',
        id: 'moj',
        nameEn: agencyNamed('moj').nameEn,
        kind: 'MINISTRY',
        tasks: ids(tasks.filter(({ lead }) => lead.agencies.includes('moj')).map(({ id }) => id)),
      },
    });
  });

  it('the type of everything', async () => {
    const data = await answerTo(`{
      __typename
      statistics { __typename databasesByGroup { __typename } }
      databases(agency: "moj", first: 1) {
        __typename pageInfo { __typename } edges { __typename node { __typename owner { __typename } } }
      }
      partner(id: "fpt") { type: __typename agencies { __typename } }
    }`);
    expect(data).toEqual({
      __typename: 'Query',
      statistics: {
        __typename: 'Statistics',
        databasesByGroup: Array.from({ length: 3 }, () => ({ __typename: 'GroupCount' })),
      },
      databases: {
        __typename: 'DatabaseConnection',
        pageInfo: { __typename: 'PageInfo' },
        edges: [
          {
            __typename: 'DatabaseEdge',
            node: { __typename: 'Database', owner: { __typename: 'MinistryOfJustice' } },
          },
        ],
      },
      partner: {
        type: 'Partner',
        agencies: agencies
          .filter(({ id }) => partnersOf(id).some(({ partner }) => partner === 'fpt'))
          .map(({ type }) => ({ __typename: type })),
      },
    });
  });

  it('one database, its owner, and what else the owner has', async () => {
    const { id, name, owner } = databases.find((row) => row.owner === 'moh')!;
    expect(
      await answerTo('query ($id: ID!) { database(id: $id) { id name owner { name databases { id } } } }', {
        id,
      }),
    ).toEqual({
      database: {
        id,
        name,
        owner: { name: agencyNamed(owner).name, databases: ids(databasesOf(owner).map((row) => row.id)) },
      },
    });
  });

  it('who leads the tasks an agency takes part in: from its own subgraph to the centre and on to the leaders', async () => {
    const data = await answerTo(
      '{ agency(id: "moit") { tasks(role: COOPERATING) { id lead { id name } } } }',
    );
    expect(data).toEqual({
      agency: {
        tasks: tasks
          .filter(({ cooperating }) => cooperating.agencies.includes('moit'))
          .map(({ id, lead }) => ({
            id,
            lead: inOrder(lead.agencies).map((leader) => ({ id: leader, name: agencyNamed(leader).name })),
          })),
      },
    });
  });

  it.each([
    ['{ agency(id: "mod") { id name } }', { agency: null }],
    ['{ database(id: "moj-Z-99") { id } }', { database: null }],
    ['{ partner(id: "nobody") { name } }', { partner: null }],
  ])('what does not exist is null: %s', async (query, data) => {
    expect(await answerTo(query)).toEqual(data);
  });

  it.each([
    [true, { agency: { name: agencyNamed('moj').name } }],
    [false, { agency: { databases: ids(databasesOf('moj').map(({ id }) => id)) } }],
  ])('what a variable includes or skips (%s)', async (named, data) => {
    const query = `query ($named: Boolean!) {
      agency(id: "moj") { name @include(if: $named) ... @skip(if: $named) { databases { id } } }
    }`;
    expect(await answerTo(query, { named })).toEqual(data);
  });

  it('a mistake of the caller is told by the agency that found it, and the rest is answered', async () => {
    const { status, body } = await country.ask(
      '{ databases(after: "nowhere") { totalCount } statistics { partners } }',
    );
    expect(status).toBe(200);
    expect(body.data).toEqual({ databases: null, statistics: { partners: 8 } });
    expect(body.errors).toEqual([
      {
        message: expect.stringContaining('cursor'),
        path: ['databases'],
        extensions: {
          code: 'INVALID_CURSOR',
          agency: 'ndc',
          messageVi: expect.stringContaining('con trỏ'),
        },
      },
    ]);
  });
});

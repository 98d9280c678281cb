import { expect, it } from '@jest/globals';
import { rootFieldOf } from '@lienthong/shared/catalogue/resolvers';
import type { Answer } from '../support/ask.ts';
import { agencies, CATALOGUE, expectedCatalogue, expectedParts } from './expected-catalogue.ts';

type Ask = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** What an agency's subgraph answers, alone and on whichever database it keeps its rows. */
export function answersItsCatalogue(id: string, ask: Ask): void {
  const { type } = agencies.find((agency) => agency.id === id)!;
  const root = rootFieldOf(type);
  const { databases } = expectedCatalogue(id);

  it('answers its card, databases, partners and tasks as the Resolution has them', async () => {
    const { body } = await ask(`{ ${root} { ...Catalogue } } ${CATALOGUE}`);
    // How many rows that took goes to the gateway's receipt; of people there are none in a catalogue.
    expect(body).toEqual({
      data: { [root]: expectedCatalogue(id) },
      extensions: { exchange: { rows: expect.any(Number) } },
    });
  });

  if (databases.length === 0) {
    it('says, in both languages, that the Resolution lists no database of it', async () => {
      const { body } = await ask(`{ ${root} { databases { id } note noteEn } }`);
      expect(body.data[root]).toEqual({
        databases: [],
        note: expect.stringMatching(/không .*cơ sở dữ liệu/i),
        noteEn: expect.stringContaining('no database'),
      });
    });
  }

  it('answers for itself as an entity, and for no other agency', async () => {
    const { body } = await ask(
      'query ($own: [_Any!]!) { _entities(representations: $own) { __typename ... on Agency { id name } } }',
      { own: [id, 'somebody-else', id].map((each) => ({ __typename: type, id: each })) },
    );
    const { name } = expectedCatalogue(id);
    expect(body.data._entities).toEqual([
      { __typename: type, id, name },
      null,
      { __typename: type, id, name },
    ]);
  });

  it.each(['A', 'B', 'C'])('narrows its databases to column %s', async (group) => {
    const { body } = await ask(
      `query ($group: DatabaseGroup) { ${root} { databases(group: $group) { id } } }`,
      { group },
    );
    expect(body.data[root].databases).toEqual(
      databases.filter((row) => row.group === group).map((row) => ({ id: row.id })),
    );
  });

  it('narrows its databases to a form', async () => {
    const { body } = await ask(`{ ${root} { databases(form: INFORMATION_SYSTEM) { id } } }`);
    expect(body.data[root].databases).toEqual(
      databases.filter(({ form }) => form === 'INFORMATION_SYSTEM').map((row) => ({ id: row.id })),
    );
  });

  it('tells the tasks it leads from those it takes part in', async () => {
    const { body } = await ask(
      `{ ${root} { led: tasks(role: LEAD) { id } joined: tasks(role: COOPERATING) { id } } }`,
    );
    expect(body.data[root]).toEqual(expectedParts(id));
  });
}

import { Pool } from 'undici';
import { AGENCIES, askAgencies } from './worlds/state.ts';

/** Answers a workload's question by hand, given the first port of its subgraphs. */
type Limit = (firstPort: number) => () => Promise<unknown>;

type Call = (query: string, variables?: object) => Promise<never>;

const CONNECTIONS = 64;

/** One subgraph over connections that are kept. */
function callOf(port: number): Call {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS });
  const headers = { 'content-type': 'application/json' };
  return async (query, variables) => {
    const body = JSON.stringify({ query, variables });
    const response = await pool.request({ path: '/graphql', method: 'POST', headers, body });
    return (JSON.parse(await response.body.text()) as { data: never }).data;
  };
}

interface Good {
  code: string;
  price?: number;
  weight?: number;
  opinions?: Opinion[];
}

interface Person {
  id: string;
  opinions?: Opinion[];
}

interface Opinion {
  author?: Person;
  good?: Good;
}

interface Entities<Each> {
  readonly _entities: readonly Partial<Each>[];
}

const personKey = ({ id }: Person) => ({ __typename: 'Person', id });
const goodKey = ({ code }: Good) => ({ __typename: 'Good', code });

const OPINIONS = `
  query ($people: [_Any!]!, $goods: [_Any!]!) {
    people: _entities(representations: $people) {
      ... on Person {
        opinions {
          id text
          good { code opinions { id text author { id opinions { id text good { code } } } } }
        }
      }
    }
    goods: _entities(representations: $goods) {
      ... on Good { opinions { id text author { id opinions { id text good { code } } } } }
    }
  }`;
const GOODS = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Good { name price weight } } }';
const PEOPLE =
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { fullName birthDate } } }';
const STOCK = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Good { inStock delivery } } }';

/** Goes through opinions and what hangs on them, and puts in place of every person and good what it is told. */
function replace(
  opinions: readonly Opinion[],
  person: (each: Person) => Person,
  good: (each: Good) => Good,
): void {
  for (const opinion of opinions) {
    if (opinion.good?.opinions) replace(opinion.good.opinions, person, good);
    if (opinion.good) opinion.good = good(opinion.good);
    if (opinion.author?.opinions) replace(opinion.author.opinions, person, good);
    if (opinion.author) opinion.author = person(opinion.author);
  }
}

/** Six calls in four stages: what several lists need of one subgraph is asked for in one call, each entity once. */
const wide: Limit = (firstPort) => {
  const [askPeople, askMarket, askStock, askOpinions] = [0, 1, 2, 3].map((place) =>
    callOf(firstPort + place),
  ) as [Call, Call, Call, Call];

  return async () => {
    const [{ people }, { goods }]: [{ people: Person[] }, { goods: Good[] }] = await Promise.all([
      askPeople('{ people(first: 3) { id fullName birthDate } }'),
      askMarket('{ goods(first: 6) { code name price weight } }'),
    ]);
    const said: Record<'people' | 'goods', { opinions: Opinion[] }[]> = await askOpinions(OPINIONS, {
      people: people.map(personKey),
      goods: goods.map(goodKey),
    });
    const lists = [...said.people, ...said.goods].map(({ opinions }) => opinions);

    const persons = new Map<string, Person>();
    const wares = new Map(goods.map((good) => [good.code, good]));
    const take =
      <Each>(into: Map<string, Each>, key: (each: Each) => string) =>
      (each: Each): Each => {
        if (!into.has(key(each))) into.set(key(each), each);
        return each;
      };
    for (const list of lists)
      replace(
        list,
        take(persons, ({ id }) => id),
        take(wares, ({ code }) => code),
      );
    const [described, priced]: [Entities<Person>, Entities<Good>] = await Promise.all([
      askPeople(PEOPLE, { r: [...persons.values()].map(personKey) }),
      askMarket(GOODS, { r: [...wares.values()].map(goodKey) }),
    ]);
    [...persons.keys()].forEach((id, place) => persons.set(id, { id, ...described._entities[place] }));
    [...wares.keys()].forEach((code, place) => wares.set(code, { code, ...priced._entities[place] }));
    const stocked: Entities<Good> = await askStock(STOCK, {
      r: [...wares.values()].map(({ code, price, weight }) => ({ __typename: 'Good', code, price, weight })),
    });
    [...wares.values()].forEach((good, place) => Object.assign(good, stocked._entities[place]));

    const whole = <Each extends Person | Good>(known: Each, { opinions }: Each): Each =>
      opinions ? { ...known, opinions } : known;
    for (const list of lists)
      replace(
        list,
        (each) => whole(persons.get(each.id)!, each),
        (each) => whole(wares.get(each.code)!, each),
      );
    return {
      people: people.map((each, place) => ({ ...each, ...said.people[place] })),
      goods: goods.map(({ code }, place) => ({ ...wares.get(code), ...said.goods[place] })),
    };
  };
};

const small: Limit = (firstPort) => {
  const people = callOf(firstPort);
  return () => people('{ chair { id fullName birthDate } }');
};

const fanOut: Limit = (firstPort) => {
  const questions = askAgencies(AGENCIES).match(/agency\d+ \{[^}]*\}/g)!;
  const calls = questions.map((question, place) => {
    const call = callOf(firstPort + place);
    return (): Promise<object> => call(`{ ${question} }`);
  });
  return async () =>
    Object.fromEntries((await Promise.all(calls.map((call) => call()))).flatMap(Object.entries));
};

export const LIMITS = { wide, small, 'fan-out': fanOut } satisfies Record<string, Limit>;

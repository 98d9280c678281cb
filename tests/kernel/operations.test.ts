import { describe, expect, it } from '@jest/globals';
import { RequestInvalid, RequestRefused } from '@lienthong/shared/errors';
import { createOperationReader } from '@lienthong/shared/graphql/read-operation';
import { buildSchema } from 'graphql';

const schema = buildSchema('type Query { a: Int b: Int } type Mutation { change: Int }');
const reader = () => {
  const read = createOperationReader({ schema, introspection: true, maxTokens: 100 });
  return (query: string, operationName: string | null = null) =>
    read({ query, operationName, variables: {}, mayChange: true });
};

describe('An operation', () => {
  it('is the same object each time it is asked, so that what is known of it stays known', () => {
    const read = reader();
    expect(read('{ a }')).toBe(read('{ a }'));
    expect(read('query Q { a }')).toBe(read('query Q { a }', 'Q'));
  });

  it('is one of several by its name', () => {
    const read = reader();
    const document = 'query A { a } query B { b } mutation C { change }';
    expect(['A', 'B', 'C'].map((name) => read(document, name).name)).toEqual(['A', 'B', 'C']);
    expect(read(document, 'A').document).toBe(read(document, 'B').document);
    for (const name of [null, 'D', 'toString'])
      expect(() => read(document, name)).toThrow(/several operations|holds no operation named/);
  });

  it('is told by the SHA-256 of its text', () => {
    expect(reader()('{ a }').hash).toBe('1c7e1e347f726166b5b1c55afd61f278cc9b45e00c108ec33d540a566379811b');
  });
});

describe('What was read', () => {
  const others = (count: number, text: (index: number) => string, read: ReturnType<typeof reader>) => {
    for (let index = 0; index < count; index += 1) read(text(index));
  };

  it('is forgotten behind 2000 other documents', () => {
    const read = reader();
    const first = read('{ a }');
    others(1_999, (index) => `{ a${index}: a }`, read);
    expect(read('{ a }')).toBe(first);
    others(2_000, (index) => `{ b${index}: b }`, read);
    expect(read('{ a }')).not.toBe(first);
  });

  it('is forgotten behind documents of many characters', () => {
    const read = reader();
    const first = read('{ a }');
    others(5, (index) => `{ a${index}: a } # ${'x'.repeat(900_000)}`, read);
    expect(read('{ a }')).not.toBe(first);
  });

  it.each([
    ['cannot be parsed', (index: number) => `{ a${index}`],
    ['is not valid', (index: number) => `{ c${index} }`],
    ['has too many tokens', (index: number) => `{ a${index}: a ${'a '.repeat(100)} }`],
  ])('is not driven out by what %s', (_, text) => {
    const read = reader();
    const first = read('{ a }');
    const refused = Array.from({ length: 2_500 }, (_, index) => {
      try {
        return read(text(index));
      } catch (error) {
        return error;
      }
    });
    expect(refused.filter((each) => !(each instanceof RequestInvalid))).toEqual([]);
    expect(read('{ a }')).toBe(first);
  });
});

describe('A document is refused before it is validated', () => {
  const refusal = (text: string) => {
    try {
      reader()(text);
    } catch (error) {
      return error instanceof RequestRefused ? error.toJSON() : error;
    }
    return null;
  };

  it.each([
    ['LIMIT_LINES', 'it has more lines than it may have tokens', 100, `{ nothing }${'\n'.repeat(100)}`],
    ['LIMIT_LINES', 'so it has, however they end', 100, `{ nothing }${'\r\n'.repeat(50)}${'\r'.repeat(50)}`],
    ['LIMIT_REPEATS', 'it repeats a field again and again', 500, `{ ${'nothing '.repeat(40)} }`],
  ])('with %s where %s', (code, _, limit, text) => {
    expect(refusal(text)).toEqual({
      message: expect.stringMatching(new RegExp(`^The operation .*\\b${limit}\\b.*\\.$`)),
      extensions: {
        code,
        limit,
        messageVi: expect.stringMatching(new RegExp(`^Truy vấn .*\\b${limit}\\b.*\\.$`)),
      },
    });
  });

  it.each([
    ['lines', `{ nothing }${'\n'.repeat(99)}`],
    ['repetitions', `{ ${'nothing '.repeat(20)} }`],
    [
      'fragments that spread each other',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A a }',
    ],
  ])('and not for fewer %s: what is wrong with it is told', (_, text) => {
    expect(refusal(text)).toBeInstanceOf(RequestInvalid);
  });

  it('and where nothing is said of tokens, for nothing', () => {
    const read = createOperationReader({ schema, introspection: true });
    const query = `{ ${'a '.repeat(200)} }${'\n'.repeat(10_000)}`;
    expect(read({ query, operationName: null, variables: {}, mayChange: true }).name).toBeUndefined();
  });
});

import { describe, expect, it, jest } from '@jest/globals';
import { fillHoles } from '@lienthong/gateway/policy/taking-out/fill-holes';
import { placesToTell } from '@lienthong/gateway/policy/taking-out/places';
import { takeOut } from '@lienthong/gateway/policy/taking-out/take-out';
import fc from 'fast-check';
import { parse, print, validate } from 'graphql';
import { question, type ArbitraryQuestion } from './arbitrary-questions.ts';
import { readPlainly } from './plain-answer.ts';
import { executed, schema } from './small-graph.ts';

/** TAKE_OUT_RUNS sets the number of questions, TAKE_OUT_SEED repeats a failure; the seed of a failure is printed with it. */
const runs = Number(process.env.TAKE_OUT_RUNS ?? 150);
const seed = Number(process.env.TAKE_OUT_SEED ?? Date.now() & 0x7fffffff);
jest.setTimeout(20_000 + runs * 30);

const check = (holds: (given: ArbitraryQuestion) => void): void =>
  fc.assert(fc.property(question, holds), { numRuns: runs, seed });
const taken = ({ text, refused }: ArbitraryQuestion) => takeOut(parse(text), undefined, schema, refused);

describe(`Over ${runs} random questions (TAKE_OUT_SEED=${seed}), what is left`, () => {
  it('is a valid document that survives being sent as text', () => {
    check((given) => {
      const { document } = taken(given);
      if (!document) return;
      expect(validate(schema, parse(print(document)))).toEqual([]);
    });
  });

  it('never touches what is refused', () => {
    check((given) => {
      const { document } = taken(given);
      const { asked } = document
        ? executed(document, given.variables, given.world)
        : { asked: new Set<string>() };
      expect([...asked].filter((coordinate) => given.refused.has(coordinate))).toEqual([]);
    });
  });

  it('answers, once filled, what the whole question answers without what is refused', () => {
    check((given) => {
      const { document, holes } = taken(given);
      const whole = parse(given.text);
      const { isWithheld } = readPlainly(whole, given.variables, given.refused);
      const data = document ? executed(document, given.variables, given.world).data : {};
      const before = JSON.stringify(data);
      const filled = JSON.stringify(fillHoles(data, holes, given.variables));
      expect(filled).toBe(JSON.stringify(executed(whole, given.variables, given.world, isWithheld).data));
      expect(JSON.stringify(data)).toBe(before);
    });
  });

  it('is told about once for each refused field and path', () => {
    check((given) => {
      const told = placesToTell(taken(given).places, given.variables);
      const plain = readPlainly(parse(given.text), given.variables, given.refused).places();
      expect(told.map(({ coordinate, path }) => `${coordinate} at ${path.join('.')}`).sort()).toEqual(plain);
    });
  });
});

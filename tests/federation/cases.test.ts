import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readCases } from './support/case-files.ts';
import { createFederation } from './support/federation.ts';
import { engines, openGateway, type Call, type OpenGateway } from './support/open-gateway.ts';
import { errorPaths, printed } from './support/printed.ts';
import { readWorld } from './support/world.ts';

describe.each(readCases('tests/federation/cases'))('$feature', ({ schemas, data, questions }) => {
  const federation = createFederation(schemas, readWorld(data));
  beforeEach(federation.reset);

  describe.each(engines)('asked of %s', (engine) => {
    let gateway: OpenGateway;
    beforeAll(async () => {
      gateway = await openGateway({ ...federation, engine });
    });
    afterAll(() => gateway.close());

    for (const { name, query, variables, operation, notAsked, entities, broken } of questions) {
      const promise = engine in broken ? it.failing : it;
      promise(broken[engine] ? `does not keep: ${name} (${broken[engine]})` : name, async () => {
        const question = { query, variables, operationName: operation };
        const expected = await federation.expected(question);
        federation.reset();
        const answer = await gateway.ask(question);
        const calls = gateway.calls();

        expect(printed(answer)).toBe(printed(expected));
        expect(errorPaths(answer)).toEqual(errorPaths(expected));
        expect(calls.map(({ subgraph }) => subgraph).filter((each) => notAsked.includes(each))).toEqual([]);
        for (const [subgraph, most] of Object.entries(entities))
          expect(entitiesAskedOf(subgraph, calls)).toBeLessThanOrEqual(most);
      });
    }
  });
});

const entitiesAskedOf = (name: string, calls: readonly Call[]): number =>
  calls
    .filter(({ subgraph }) => subgraph === name)
    .map(({ question }) => (question.variables?.['representations'] as unknown[] | undefined)?.length ?? 0)
    .reduce((total, each) => total + each, 0);

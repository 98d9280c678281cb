import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faultsOfChange } from '../../scripts/use-cases/compose-change.ts';
import { readUseCases, type UseCase } from '../../scripts/use-cases/read-use-cases.ts';
import { subjectsOf, type Question } from '../../scripts/use-cases/story-shape.ts';
import { trackerOf } from '../../scripts/use-cases/tracker.ts';
import { expectedOf, happenedIn } from '../../scripts/use-cases/what-happened.ts';
import { startCountry, type Country } from './country.ts';

let country: Country;
beforeAll(async () => {
  country = await startCountry();
}, 120_000);
afterAll(() => country.remove());

const refusalsOf = ({ steps, changes }: UseCase): string[] => [
  ...steps.flatMap(({ expect: { refused } }) =>
    refused.map(({ coordinate, reason }) => `${coordinate} ${reason}`),
  ),
  ...steps.flatMap(({ expect: { errors } }) => errors),
  ...changes.map(({ expect: { fault } }) => fault),
];

describe.each(readUseCases().map((useCase) => [useCase.folder, useCase] as const))('%s', (_, useCase) => {
  const { callers, steps, changes, texts, tracker } = useCase;
  const everybody = new Set(steps.flatMap((step) => subjectsOf(step, useCase)));

  it('refuses at least three things', () => {
    expect(new Set(refusalsOf(useCase)).size).toBeGreaterThanOrEqual(3);
  });

  it('shows the tracker of somebody it is about', () => {
    expect([...everybody]).toContain(tracker);
  });

  it.each(steps.map((step) => [step.title.en, step] as const))('%s', async (_, step) => {
    const { caller, operation, variables } = step;
    const answer = await country.ask(callers[caller]!, texts.get(operation)!, variables);
    const told = answer.extensions?.exchange;
    expect(happenedIn(step, answer)).toEqual(expectedOf(step));
    if (told?.receipt === undefined) return;
    expectNothingRefusedAsked(step, country.fieldsAsked(told.requestId!));
    const receipt = await country.receipt(told.receipt);
    const subjects = subjectsOf(step, useCase);
    expect(country.peopleAmong(receipt.subjects).sort()).toEqual([...subjects].sort());
    if (step.expect.outcome) expect(receipt.outcome).toBe(step.expect.outcome);
    const shownTo: string[] = [];
    for (const person of everybody)
      if ((await trackerOf(country, person)).some(({ id }) => id === told.receipt)) shownTo.push(person);
    expect(shownTo.sort()).toEqual(step.expect.sealed ? [] : [...subjects].sort());
  });

  if (changes.length > 0)
    it.each(changes.map((change) => [change.title.en, change] as const))('%s', async (_, change) => {
      const faults = await faultsOfChange(useCase, change);
      expect(faults.map(({ code }) => code)).toEqual([change.expect.fault]);
      expect(faults[0]!.message).toContain(change.expect.basis);
    });
});

/** What the gateway refused reached no agency, whether or not it would have been returned. */
function expectNothingRefusedAsked({ expect: { refused } }: Question, asked: ReadonlySet<string>): void {
  const byGateway = refused.filter(({ by }) => by === undefined).map(({ coordinate }) => coordinate);
  expect(byGateway.filter((field) => asked.has(field))).toEqual([]);
}

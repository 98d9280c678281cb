import { runCommand } from '@lienthong/shared/errors';
import { startCountry } from '../demo/start-country.ts';
import { readUseCases, type UseCase } from '../use-cases/read-use-cases.ts';
import { describeMachine } from './machine.ts';
import { show, spreadOf } from './spread.ts';

/*
 * How long each use case takes in the all-in-one process: its longest question warm, over and over in turns with those of
 * the others, and once cold, when nobody has planned it yet.
 */

const ROUNDS = 60;
const WARM_BAR = 40;
const COLD_BAR = 150;

interface Question {
  readonly useCase: UseCase;
  readonly step: UseCase['steps'][number];
}

/** Changes are made once; every other step may be asked again. */
const questionsOf = (useCase: UseCase): Question[] =>
  useCase.steps
    .filter(({ operation }) => !/^\s*mutation\b/m.test(useCase.texts.get(operation)!))
    .map((step) => ({ useCase, step }));

await runCommand(async () => {
  const country = await startCountry('Đang khởi động / starting');
  const ask = async ({ useCase, step }: Question): Promise<number> => {
    const { caller, operation, variables } = step;
    const startedAt = performance.now();
    await country.ask(useCase.callers[caller]!, useCase.texts.get(operation)!, variables);
    return performance.now() - startedAt;
  };
  try {
    const questions = readUseCases().flatMap(questionsOf);
    const cold = new Map<Question, number>();
    for (const question of questions) cold.set(question, await ask(question));
    const warm = new Map(questions.map((question) => [question, [] as number[]]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const question of questions) warm.get(question)!.push(await ask(question));

    process.stdout.write(`${describeMachine()}\n\n`);
    process.stdout.write(
      `The slowest question of each use case, ${ROUNDS} times warm, in ms: p50 (least–greatest), p95; and the first time, plan included\n\n`,
    );
    for (const useCase of readUseCases()) {
      const own = [...warm].filter(
        ([
          {
            useCase: { id },
          },
        ]) => id === useCase.id,
      );
      const [question, times] = own.sort(
        (one, other) => spreadOf(other[1]).median - spreadOf(one[1]).median,
      )[0]!;
      const spread = spreadOf(times);
      process.stdout.write(
        `  ${useCase.id.padEnd(5)} ${question.step.operation.padEnd(28)} ${show(spread).padStart(20)}  p95 ${spread.p95.toFixed(1).padStart(6)}  ` +
          `first ${cold.get(question)!.toFixed(0).padStart(4)}${spread.median > WARM_BAR ? '  OVER' : ''}\n`,
      );
    }
    const coldest = Math.max(...cold.values());
    process.stdout.write(
      `\n  bars: p50 ≤ ${WARM_BAR} ms; first time at most ${coldest.toFixed(0)} ms of ${COLD_BAR}\n`,
    );
  } finally {
    await country.stop();
  }
});

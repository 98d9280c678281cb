import { isDeepStrictEqual } from 'node:util';
import { faultsOfChange } from '../use-cases/compose-change.ts';
import type { Answer, Exchange } from '../use-cases/exchange.ts';
import type { UseCase } from '../use-cases/read-use-cases.ts';
import { subjectsOf, type Question } from '../use-cases/story-shape.ts';
import { trackerOf } from '../use-cases/tracker.ts';
import { expectedOf, happenedIn } from '../use-cases/what-happened.ts';
import { renderDisclosures, wrapped } from './render-use-case.ts';
import { renderCaller, renderOutcome, renderQuestion } from './render-step.ts';
import { style } from './style.ts';
import { WORDS, type Language } from './words.ts';

/** Runs a use case and tells it as it goes. Answers whether everything came as the story says. */
export async function showUseCase(
  useCase: UseCase,
  exchange: Exchange,
  language: Language,
  say: (text: string) => void,
): Promise<boolean> {
  const words = WORDS[language];
  const { id, title, situation, source, steps, changes, tracker } = useCase;
  say(`\n${style(['bold', 'inverse'], ` ${id.toUpperCase()} `)} ${style('bold', title[language])}\n`);
  say(wrapped(situation[language], '  '));
  say(style('dim', wrapped(`${words.rests}: ${source.join(' · ')}`, '  ')));

  let asExpected = true;
  const receipts: string[] = [];
  for (const [index, step] of steps.entries()) {
    say(`\n${style('bold', `${index + 1}. ${step.title[language]}`)}`);
    say(renderCaller(useCase.callers[step.caller]!, subjectsOf(step, useCase), language));
    say(renderQuestion(useCase.texts.get(step.operation)!, step.variables, language));
    const answer = await askWarm(exchange, useCase, step);
    say(renderOutcome(answer, language));
    const receipt = answer.extensions?.exchange?.receipt;
    if (receipt !== undefined) receipts.push(receipt);
    const [expected, happened] = [expectedOf(step), happenedIn(step, answer)];
    if (isDeepStrictEqual(happened, expected)) continue;
    asExpected = false;
    say(
      style('red', `  ${words.unexpected}\n  - ${JSON.stringify(expected)}\n  + ${JSON.stringify(happened)}`),
    );
  }

  for (const change of changes) {
    say(`\n${style('bold', `${words.changes}: ${change.title[language]}`)} (${change.agency})`);
    say(indent(useCase.texts.get(change.schema)!.trim()));
    const faults = await faultsOfChange(useCase, change);
    const expected = faults.length > 0 && faults[0]!.code === change.expect.fault;
    asExpected &&= expected;
    say(
      faults.length > 0
        ? faults.map(({ code, message }) => `  ${style('yellow', code)} ${message}`).join('\n')
        : style('red', `  ${words.composes}`),
    );
  }

  say(`\n${style('bold', words.tracker)} (${tracker})`);
  const seen = (await trackerOf(exchange, tracker)).filter(({ id }) => receipts.includes(id));
  say(renderDisclosures(seen, language));
  return asExpected;
}

/** Asked twice and shown once: the first time pays for planning, which no later caller does. */
async function askWarm(exchange: Exchange, { callers, texts }: UseCase, step: Question): Promise<Answer> {
  const ask = () => exchange.ask(callers[step.caller]!, texts.get(step.operation)!, step.variables);
  await ask();
  return ask();
}

const indent = (text: string): string => text.replaceAll(/^/gm, '    ');

import type { Answer } from '../use-cases/exchange.ts';
import type { StoryCaller } from '../use-cases/story-shape.ts';
import { renderAnswer, renderFetches } from './render.ts';
import { renderRefusals, wrapped } from './render-use-case.ts';
import { style } from './style.ts';
import { WORDS, type Language } from './words.ts';

/** Who asks, in whose case, for what; `subjects` are the people the receipt names. */
export function renderCaller(
  { who, agency, system, purpose, case: its, citizen }: StoryCaller,
  subjects: readonly string[],
  language: Language,
): string {
  const words = WORDS[language];
  const parts = [
    agency === undefined ? citizen : `${agency}, ${system}`,
    `${words.purpose}: ${purpose ?? '–'}`,
    ...(its
      ? [`${words.case} ${its.id}${subjects.length > 0 ? ` ${words.about} ${its.subjects.join(', ')}` : ''}`]
      : []),
  ];
  return `${wrapped(`${words.asks}: ${who[language]}`, '  ')}\n${style('dim', wrapped(parts.join(' · '), '  '))}`;
}

export function renderQuestion(
  text: string,
  variables: Readonly<Record<string, unknown>>,
  language: Language,
): string {
  const asked = `  ${heading(WORDS[language].operation)}\n${indent(text.trim())}`;
  return Object.keys(variables).length === 0
    ? asked
    : `${asked}\n${style('dim', `    ${JSON.stringify(variables)}`)}`;
}

export function renderOutcome(answer: Answer, language: Language): string {
  const words = WORDS[language];
  const { fetches = [], receipt, grants = [] } = answer.extensions?.exchange ?? {};
  const refusals = renderRefusals(answer, language);
  return [
    `  ${heading(`${words.asked} (${fetches.length})`)}${fetches.length === 0 ? ` ${words.nobody}` : ''}`,
    ...(fetches.length > 0 ? [renderFetches(fetches, language)] : []),
    `  ${heading(words.answer)}`,
    renderAnswer(answer.data ?? null, 3, '    '),
    ...(refusals.length > 0 ? [`  ${heading(words.refused)}`, ...refusals] : []),
    receipt === undefined
      ? style('dim', `  ${words.receipt}: ${words.noReceipt}`)
      : `  ${heading(words.receipt)} ${receipt}${grants.length > 0 ? ` ${words.grants} ${grants.join(', ')}` : ''}`,
  ].join('\n');
}

const heading = (text: string): string => style('cyan', text);
const indent = (text: string): string => text.replaceAll(/^/gm, '    ');

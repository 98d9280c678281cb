import { style } from './style.ts';
import { readExamples } from '@lienthong/gateway/examples';
import { StartError } from '@lienthong/shared/errors';
import { renderAnswer, renderFetches, type AskedAgency } from './render.ts';

const examples = readExamples();

/** The numbers that are given, checked; all of them where none is. */
export function chooseQuestions(given: readonly string[]): number[] {
  const wrong = given.find((text) => !examples[Number(text) - 1]);
  if (wrong !== undefined)
    throw new StartError(
      'BAD_ARGUMENT',
      `There is no question "${wrong}": they are 1 to ${examples.length}.\n${listQuestions()}`,
    );
  return given.length > 0 ? given.map(Number) : examples.map((_, index) => index + 1);
}

export const listQuestions = (): string =>
  examples.map(({ title }, index) => `  ${index + 1}. ${title}\n`).join('');

/** Asks one of the questions of `gateway/examples`, of the gateway at `url`, and shows it. Answers whether it went well. */
export async function showQuestion(
  url: string,
  number: number,
  full: boolean,
  say: (text: string) => void,
): Promise<boolean> {
  const { title, query } = examples[number - 1]!;
  // Asked twice and shown once: the first time pays for planning, which no later caller does.
  await send(url, query);
  const { data, errors = [], extensions } = await send(url, query);
  const fetches = extensions.exchange.fetches;
  say(
    [
      `\n${style('bold', `${number}. ${title}`)}\n`,
      indent(query.trim()),
      `\n${style('bold', 'Hỏi ai / who was asked')} (${fetches.length})`,
      renderFetches(fetches, 'en'),
      `\n${style('bold', 'Trả lời / the answer')}`,
      full ? indent(JSON.stringify(data, null, 2)) : renderAnswer(data),
      ...errors.map(({ message }) => style('red', `  ${message}`)),
    ].join('\n'),
  );
  return errors.length === 0;
}

interface Answer {
  readonly data: unknown;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions: { readonly exchange: { readonly fetches: readonly AskedAgency[] } };
}

async function send(url: string, query: string): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-exchange-fetches': '1' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
}

const indent = (text: string): string => text.replaceAll(/^/gm, '  ');

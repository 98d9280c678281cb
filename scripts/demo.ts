import { writeFileSync } from 'node:fs';
import { style } from './demo/style.ts';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { jsonSchemaOf } from '@lienthong/shared/policy/reading/shapes';
import { chooseQuestions, showQuestion } from './demo/questions.ts';
import { WORDS, type Language } from './demo/words.ts';
import { badArgument, readArguments } from './read-arguments.ts';
import { readUseCases, type UseCase } from './use-cases/read-use-cases.ts';
import { storyFile } from './use-cases/story-shape.ts';

const HELP = `Runs the use cases of demo/: who asks what and why, which agencies were asked, the answer, what is refused and by
which article, the receipts, and what the person concerned sees of it.

  npm run demo                        lists them
  npm run demo -- uc7 uc11            runs these
  npm run demo -- all                 runs every one, the questions, and what comes as it comes
  npm run demo -- questions [1 …]     asks the questions of gateway/examples, which need no token
  npm run demo -- live                shows an answer in parts (@defer) and a subscription, each as it comes
  npm run demo -- schema              writes demo/schemas/story.schema.json, which editors pick up

  --lang en    in English (vi)
  --full       questions: answers without shortening
  --help       this text

It starts the gateway and all subgraphs in this process, on free ports and with data of its own. Exit code 1 where
anything came otherwise than a use case says.
`;

const CALL = 'npm run demo --';
/** Words that nothing follows. */
const ALONE = ['all', 'live', 'schema'];

await runCommand(async () => {
  const { words, lang, full, help } = given();
  if (help) return void say(HELP);
  const [first, ...rest] = words;
  if (ALONE.includes(first!) && rest.length > 0) throw badArgument(CALL, `${first} takes no "${rest[0]}".`);
  if (first === 'schema') return writeSchema();
  const useCases = readUseCases();
  if (first === undefined) return void say(listOf(useCases, lang));
  const live = first === 'live' || first === 'all';
  const chosen =
    first === 'questions' || first === 'live'
      ? []
      : first === 'all'
        ? useCases
        : words.map((word) => choose(word, useCases));
  const questions =
    first === 'questions' ? chooseQuestions(rest) : first === 'all' ? chooseQuestions([]) : [];

  // Loaded where something is run: a list of titles needs no gateway.
  const { startCountry } = await import('./demo/start-country.ts');
  const { showUseCase } = await import('./demo/show-use-case.ts');
  const { showParts } = await import('./demo/live/show-parts.ts');
  const { showEvents } = await import('./demo/live/show-events.ts');
  const country = await startCountry(WORDS[lang].starting);
  try {
    let asExpected = true;
    for (const useCase of chosen) asExpected = (await showUseCase(useCase, country, lang, say)) && asExpected;
    for (const number of questions)
      asExpected = (await showQuestion(country.url, number, full, say)) && asExpected;
    for (const show of live ? [showParts, showEvents] : [])
      asExpected = (await show(country, lang, say)) && asExpected;
    if (!asExpected) process.exitCode = 1;
  } finally {
    await country.stop();
  }
});

function listOf(useCases: readonly UseCase[], lang: Language): string {
  return [
    ...useCases.map(({ id, title }) => `  ${style('bold', id.padEnd(6))}${title[lang]}`),
    `\n${WORDS[lang].list}`,
  ].join('\n');
}

function choose(word: string, useCases: readonly UseCase[]): UseCase {
  const found = useCases.find(({ id, folder }) => id === word.toLowerCase() || folder === word);
  if (found) return found;
  throw new StartError(
    'BAD_ARGUMENT',
    `There is no use case "${word}". They are:\n${listOf(useCases, 'en')}`,
  );
}

async function writeSchema(): Promise<void> {
  const { format } = await import('prettier');
  const file = 'demo/schemas/story.schema.json';
  writeFileSync(file, await format(jsonSchemaOf(storyFile), { parser: 'json', printWidth: 110 }));
  say(`${file} written.`);
}

function given() {
  const { values, positionals } = readArguments(
    CALL,
    { lang: { type: 'string', default: 'vi' }, full: { type: 'boolean', default: false } },
    'with words',
  );
  if (!Object.hasOwn(WORDS, values.lang))
    throw badArgument(CALL, `--lang takes one of ${Object.keys(WORDS).join(', ')}, not "${values.lang}".`);
  return { ...values, lang: values.lang as Language, words: positionals };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

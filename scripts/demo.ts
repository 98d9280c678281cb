import { parseArgs, styleText } from 'node:util';
import { readExamples } from '@lienthong/gateway/examples';
import { readSettings } from '@lienthong/shared/environment';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { renderAnswer, renderFetches, type AskedAgency } from './demo/render.ts';
import { startDeployment } from './deployment.ts';

const HELP = `Asks cross-agency questions and shows who was asked, in what order, for how long, and the answer.

  npm run demo            all questions
  npm run demo -- 2 4     the second and the fourth
  npm run demo -- --list  their titles
  npm run demo -- --full  answers without shortening

A gateway that is already running (GATEWAY_PORT, 4000) is asked; otherwise one is started for as long as it takes.
`;

const examples = readExamples();

await runCommand(async () => {
  const { chosen, list, full, help } = readArguments();
  if (help) return void process.stdout.write(HELP);
  if (list) {
    examples.forEach(({ title }, index) => process.stdout.write(`${index + 1}. ${title}\n`));
    return;
  }
  const { url, stop } = await findOrStartGateway();
  try {
    for (const number of chosen) await ask(url, number, full);
  } finally {
    await stop();
  }
});

async function ask(url: string, number: number, full: boolean): Promise<void> {
  const { title, query } = examples[number - 1]!;
  // Asked twice and shown once: the first time pays for planning, which no later caller does.
  await send(url, query);
  const { data, errors, extensions } = await send(url, query);
  const fetches = extensions.exchange.fetches;
  process.stdout.write(
    [
      `\n${styleText('bold', `${number}. ${title}`)}\n`,
      indent(query.trim()),
      `\n${styleText('bold', 'Hỏi ai / who was asked')} (${fetches.length})`,
      renderFetches(fetches),
      `\n${styleText('bold', 'Trả lời / the answer')}`,
      full ? indent(JSON.stringify(data, null, 2)) : renderAnswer(data),
      ...(errors ?? []).map(({ message }) => styleText('red', `  ${message}`)),
      '',
    ].join('\n'),
  );
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

async function findOrStartGateway(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { HOST, GATEWAY_PORT } = readSettings(process.env);
  const url = `http://${HOST}:${GATEWAY_PORT}`;
  const running = await fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (running) return { url, stop: async () => {} };
  process.stderr.write('Đang khởi động / starting 25 subgraphs and the gateway …\n');
  const deployment = await startDeployment({ LOG_LEVEL: 'warn', ...process.env });
  return { url: deployment.gateway.url, stop: () => deployment.stop() };
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      list: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const numbers = positionals.map(Number);
  const wrong = positionals.find((_, index) => !examples[numbers[index]! - 1]);
  if (wrong)
    throw new StartError(
      'BAD_ARGUMENT',
      `There is no question "${wrong}": they are 1 to ${examples.length}.`,
    );
  return { ...values, chosen: numbers.length > 0 ? numbers : examples.map((_, index) => index + 1) };
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

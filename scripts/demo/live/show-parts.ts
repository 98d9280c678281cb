import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Answer, Exchange } from '../../use-cases/exchange.ts';
import { putTogether, type Part } from '../../use-cases/parts.ts';
import type { StoryCaller } from '../../use-cases/story-shape.ts';
import { renderCaller, renderOutcome, renderQuestion } from '../render-step.ts';
import { wrapped } from '../render-use-case.ts';
import { style } from '../style.ts';
import type { Language } from '../words.ts';

const PATIENT = '003086000011';
const HOSPITAL: StoryCaller = {
  who: {
    vi: 'Bệnh viện của tỉnh, bác sĩ tiếp nhận bệnh nhân chuyển tuyến',
    en: 'A hospital of the province, the doctor who takes the referred patient in',
  },
  agency: 'ppc',
  system: 'benh-vien',
  officer: 'Bác sĩ Mẫu',
  purpose: 'health-referral',
  case: { id: 'CT-2026-11', subjects: [PATIENT] },
};

const TEXT = {
  vi: {
    title: 'Câu trả lời đến từng phần (@defer)',
    situation:
      'Bác sĩ cần thấy ngay bệnh nhân là ai; bảo hiểm và hồ sơ sức khỏe ở hai cơ quan khác thì đến khi có. Những gì bị từ chối được nói ngay ở phần đầu, và mỗi phần có biên nhận riêng.',
    part: (number: number, after: string) => `Phần ${number}, sau ${after} ms`,
    same: 'Ghép lại, các phần đúng bằng câu trả lời mà một chương trình không nhận từng phần có được.',
    otherwise: 'Khác với kỳ vọng: các phần không ghép thành câu trả lời trọn vẹn.',
  },
  en: {
    title: 'An answer in parts (@defer)',
    situation:
      'The doctor must see at once who the patient is; insurance and health record are with two other agencies, and come when they are there. What is refused is told with the first part, and each part has a receipt of its own.',
    part: (number: number, after: string) => `Part ${number}, after ${after} ms`,
    same: 'Put together, the parts are the answer that a client gets which takes no parts.',
    otherwise: 'Not as expected: put together, the parts are not the whole answer.',
  },
} as const;

/** Asks a question whose answer comes in parts, and shows each as it comes. Answers whether they came to the whole. */
export async function showParts(
  exchange: Exchange,
  language: Language,
  say: (text: string) => void,
): Promise<boolean> {
  const text = TEXT[language];
  const query = readFileSync('demo/live/in-parts.graphql', 'utf8');
  const variables = { patient: PATIENT };
  say(`\n${style('bold', text.title)}\n`);
  say(wrapped(text.situation, '  '));
  say(`\n${renderCaller(HOSPITAL, [PATIENT], language)}`);
  say(renderQuestion(query, variables, language));

  // Asked before it is shown: the first time pays for planning, which no later caller does.
  for await (const _ of exchange.askInParts(HOSPITAL, query, variables));
  const parts: Part[] = [];
  const askedAt = performance.now();
  for await (const part of exchange.askInParts(HOSPITAL, query, variables)) {
    const after = (performance.now() - askedAt).toFixed(1);
    parts.push(part);
    say(`\n  ${style('bold', text.part(parts.length, after))}`);
    say(renderOutcome(answerOf(part), language));
  }

  const whole = await exchange.ask(HOSPITAL, query, variables);
  const asExpected = parts.length > 1 && isDeepStrictEqual(putTogether(parts), whole.data);
  say(asExpected ? `\n  ${text.same}` : style('red', `\n  ${text.otherwise}`));
  return asExpected;
}

/** What a part adds, under the places where it belongs. */
function answerOf({ incremental, ...part }: Part): Answer {
  if (!incremental) return part;
  return {
    ...part,
    data: Object.fromEntries(
      incremental.flatMap(({ path, data }) =>
        Object.entries(data ?? {}).map(([field, value]) => [[...path, field].join('.'), value]),
      ),
    ),
    errors: incremental.flatMap(({ errors = [] }) => errors),
  };
}

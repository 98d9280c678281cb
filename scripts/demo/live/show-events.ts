import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Exchange } from '../../use-cases/exchange.ts';
import type { StoryCaller, Text } from '../../use-cases/story-shape.ts';
import { renderCaller, renderOutcome, renderQuestion } from '../render-step.ts';
import { wrapped } from '../render-use-case.ts';
import { style } from '../style.ts';
import type { Language } from '../words.ts';

const officerOf = (agency: string, who: Text): StoryCaller => ({
  who,
  agency,
  system: `${agency}-desk`,
  officer: `${agency}-1`,
  purpose: 'state-management',
});
const OWNER = officerOf('moj', { vi: 'Bộ Tư pháp', en: 'The Ministry of Justice' });
const ASKER = officerOf('moh', { vi: 'Bộ Y tế', en: 'The Ministry of Health' });
const CENTRE = officerOf('ndc', { vi: 'Trung tâm dữ liệu quốc gia', en: 'The National Data Center' });
const FOLLOWER = officerOf('gov-office', {
  vi: 'Văn phòng Chính phủ, theo dõi các thỏa thuận của Bộ Tư pháp',
  en: 'The Government Office, which follows the agreements of the Ministry of Justice',
});

const REQUEST = {
  purpose: 'birth-registration',
  operation: 'query ($number: ID!) { birthRegistration(number: $number) { number placeOfBirth } }',
  rows: 'CASE',
  basis: ['D278/2025 Art 4(2)'],
  validFrom: '2026-01-01',
};

/** What is done while the Government Office follows, and as what the agreement is told then. */
const STEPS = [
  {
    by: ASKER,
    action: null,
    told: 'SUBMITTED',
    does: { vi: 'đề nghị được đọc nơi sinh', en: 'asks to read places of birth' },
  },
  { by: OWNER, action: 'APPROVE', told: 'APPROVED', does: { vi: 'chấp thuận', en: 'approves' } },
  { by: CENTRE, action: 'COUNTERSIGN', told: 'ACTIVE', does: { vi: 'ký xác nhận', en: 'countersigns' } },
] as const;

const TEXT = {
  vi: {
    title: 'Đăng ký theo dõi (subscription)',
    situation:
      'Văn phòng Chính phủ muốn biết ngay khi có thỏa thuận chia sẻ mới. Mỗi sự kiện được xét quyền lại như một câu hỏi và có biên nhận riêng trước khi gửi đi.',
    event: (after: string) => `Sự kiện, ${after} ms sau`,
    nothing: 'Khác với kỳ vọng: sự kiện không được báo.',
    left: 'Người theo dõi rời đi; đăng ký ở Bộ Tư pháp kết thúc theo.',
  },
  en: {
    title: 'A subscription',
    situation:
      'The Government Office wants to know of new agreements as they are made. Each event is judged anew, like a question, and has a receipt of its own before it leaves.',
    event: (after: string) => `Event, ${after} ms later`,
    nothing: 'Not as expected: the event was not told.',
    left: 'The follower leaves, and with that the subscription at the Ministry of Justice ends.',
  },
} as const;

/** The gateway has taken the subscription before the ministry has: no longer than this. */
const BEGINS_MS = 500;
const PATIENCE_MS = 10_000;

/** Follows the agreements of a ministry while one is made, and shows each event as it comes. Answers whether all came. */
export async function showEvents(
  exchange: Exchange,
  language: Language,
  say: (text: string) => void,
): Promise<boolean> {
  const text = TEXT[language];
  const query = readFileSync('demo/live/follow.graphql', 'utf8');
  say(`\n${style('bold', text.title)}\n`);
  say(wrapped(text.situation, '  '));
  say(`\n${renderCaller(FOLLOWER, [], language)}`);
  say(renderQuestion(query, {}, language));

  const events = await exchange.follow(FOLLOWER, query);
  await sleep(BEGINS_MS);
  let id: string | null = null;
  for (const { by, action, told, does } of STEPS) {
    say(`\n  ${style('bold', `${by.who[language]} ${does[language]}`)}`);
    const doneAt = performance.now();
    id = idIn(await take(exchange, by, action, id));
    const event = await Promise.race([events.next(), sleep(PATIENCE_MS, null, { ref: false })]);
    const after = (performance.now() - doneAt).toFixed(1);
    if (!event || event.done || statusIn(event.value, id) !== told) {
      say(style('red', `  ${text.nothing}`));
      return false;
    }
    say(`  ${text.event(after)}`);
    say(renderOutcome(event.value, language));
  }
  await events.return();
  say(`\n  ${text.left}`);
  return true;
}

const textOf = (name: string): string => readFileSync(`demo/live/${name}.graphql`, 'utf8');

const take = (
  exchange: Exchange,
  by: StoryCaller,
  action: string | null,
  id: string | null,
): Promise<Answer> =>
  action === null
    ? exchange.ask(by, textOf('request'), { request: REQUEST })
    : exchange.ask(by, textOf('change'), { id, change: { action } });

/** The agreement a change was about. */
const idIn = ({ data }: Answer): string | null =>
  Object.values((data ?? {}) as Record<string, { id: string } | null>)[0]?.id ?? null;

/** As what an event tells of this agreement. */
function statusIn({ data }: Answer, id: string | null): string | null {
  const { ministryOfJusticeAgreementChanged: told } = (data ?? {}) as Record<
    string,
    { id: string; status: string } | null
  >;
  return told && told.id === id ? told.status : null;
}

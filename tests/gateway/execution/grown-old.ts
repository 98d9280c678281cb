import { getHeapSpaceStatistics } from 'node:v8';
import { createCancellation } from '@lienthong/gateway/execution/cancellation';
import { createFlights } from '@lienthong/gateway/execution/flights';
import { createMemory } from '@lienthong/gateway/execution/shaping/remember-written';

/*
 * Answers one question after another, the way named, and prints by how many bytes the old heap grew over five hundred of them, when
 * everything there was had grown old once. It wants --expose-gc.
 */

const QUESTIONS = 500;
const OBJECTS = 2_000;

const objectsOf = (question: number) =>
  Array.from({ length: OBJECTS }, (_, number) => ({ number, name: `object ${number} of ${question}` }));

/** What is young is moved by the first, and lies where it stays after the second. */
function growOld(): void {
  globalThis.gc!();
  globalThis.gc!();
}

/** What was moved there stays, needed or not, until everything is collected. */
const oldHeap = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')!.space_used_size;

async function writeAnswers(): Promise<number> {
  const { remember, forget } = createMemory();
  const write = remember(({ number }, before) => `${before}${String(number)}`);
  const answer = (question: number): void => objectsOf(question).forEach((object) => write(object, ''));
  answer(0);
  growOld();
  forget();
  const before = oldHeap();
  for (let question = 1; question <= QUESTIONS; question += 1) {
    answer(question);
    forget();
  }
  return oldHeap() - before;
}

async function askAndAnswer(): Promise<number> {
  const flights = createFlights<readonly object[]>(() => {});
  const asker = { caller: 'clinic', seal: 'seal' };
  const ask = (question: number): Promise<unknown> =>
    flights.join(`question ${question}`, asker, createCancellation(), async () => {
      await Promise.resolve();
      return objectsOf(question);
    });
  await ask(0);
  let last = ask(1);
  growOld();
  const before = oldHeap();
  // Some are always under way: the next is asked before the last is answered.
  for (let question = 2; question <= QUESTIONS; question += 1) {
    const next = ask(question);
    await last;
    last = next;
  }
  await last;
  return oldHeap() - before;
}

const ways = { written: writeAnswers, underWay: askAndAnswer };
process.stdout.write(`${await ways[process.argv[2] as keyof typeof ways]()}\n`);

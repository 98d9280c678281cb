import { BUSY, createLoadMeter } from './load.ts';

/** Lets exchanges begin, or has them wait. */
export interface Admission {
  /** `question` stands for what is asked: the same object makes as many calls as before. */
  readonly enter: (question: object) => Turn;
  /** How many have entered and are not worked out yet, those among them that wait. */
  readonly open: () => number;
}

/** The turn of one exchange. It takes up room from when it begins until all it asks for has been answered. */
export interface Turn {
  /** Undefined where it may begin at once; else resolves when it may, in the order it came. */
  readonly begins: Promise<void> | undefined;
  /** Gives its room away until it is known how many calls it makes, and begins again when there is room for them. */
  readonly aside: <Known>(know: () => Promise<Known>, callsIn: (known: Known) => number) => Promise<Known>;
  /** Says how many calls it makes, as soon as that is known. */
  readonly makes: (calls: number) => void;
  /** It asks nobody any more: others may begin. Said again, it changes nothing. */
  readonly end: () => void;
}

/** An exchange that has entered. */
interface Entered {
  readonly question: object;
  /** How many calls it takes up room for now. */
  calls: number;
}

/** So many calls may be under way, however busy the processor is. */
const MOST_CALLS = 64;
/** A processor is idle that had half of the time left. */
const IDLE = 0.5;
const LOOK_AGAIN_MS = 10;

/**
 * What was begun is finished first. Where answers come faster than they can be worked on, to begin more only adds to what is
 * half done, and every collection of garbage has to move it. Where the processor has time left, because agencies are slow, more
 * and more may be under way.
 */
export function createAdmission(least = MOST_CALLS): Admission {
  /** What begins each. */
  const waiting: (() => void)[] = [];
  /** How many calls a question made when it was asked last. */
  const callsOf = new WeakMap<object, number>();
  let open = 0;
  let underWay = 0;
  let most = least;
  /** While much is under way, it is looked again and again whether more may be. */
  let looking = false;
  const loadNow = createLoadMeter();

  function admit(): void {
    while (waiting.length > 0 && underWay < most) waiting.shift()!();
  }

  function grow(calls: number): void {
    underWay += calls;
    if (underWay >= least && !looking) look();
  }

  function look(): void {
    looking = true;
    loadNow();
    setTimeout(lookAgain, LOOK_AGAIN_MS).unref();
  }

  function lookAgain(): void {
    const load = loadNow();
    const wanted = most * (load < IDLE ? 2 : load < BUSY ? 1.1 : 0.5);
    // Twice what is under way is room enough: from there it is soon back where it has to be.
    most = Math.max(least, Math.min(wanted, 2 * underWay));
    admit();
    looking = false;
    if (underWay >= least) look();
    else most = least;
  }

  /** As far as is known: a question that was never asked may ask nobody, or one after the other. */
  const expected = (question: object): number => callsOf.get(question) ?? 1;

  function begin(entered: Entered): void {
    entered.calls = expected(entered.question);
    grow(entered.calls);
  }

  function begins(entered: Entered): Promise<void> | undefined {
    if (expected(entered.question) === 0 || (underWay < most && waiting.length === 0))
      return void begin(entered);
    return new Promise((resolve) => {
      waiting.push(() => {
        begin(entered);
        resolve();
      });
    });
  }

  return {
    open: () => open,
    enter: (question) => {
      open += 1;
      const entered: Entered = { question, calls: 0 };
      let said = 0;
      let ended = false;
      return {
        begins: begins(entered),
        async aside(know, callsIn) {
          underWay -= entered.calls;
          entered.calls = 0;
          admit();
          const known = await know();
          callsOf.set(question, callsIn(known));
          await begins(entered);
          return known;
        },
        makes(made) {
          if (ended) return;
          said = made;
          grow(made - entered.calls);
          entered.calls = made;
        },
        end() {
          if (ended) return;
          ended = true;
          open -= 1;
          callsOf.set(question, said);
          underWay -= entered.calls;
          admit();
        },
      };
    },
  };
}

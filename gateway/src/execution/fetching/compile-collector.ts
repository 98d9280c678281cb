import { createCode, literal, read } from '../generated-code.ts';
import type { Data } from '../own.ts';
import { EACH, pathKey, typesOf } from '../planning/plan.ts';

/** Looks at an object that stands at one of the paths, given by its position, and says which object is to stand there. */
export type See = (object: Data, path: number) => Data;

/** Shows every object that stands at some paths of an answer, path by path and in its order. */
export type Collect = (answer: Data, see: See) => void;

/**
 * Compiles a walk down some paths. It finds what `targetsAt` finds, without saying where. Where objects may stand that
 * are one and the same, at the paths `repeated` (as {@link pathKey} writes them), it looks at each once.
 */
export function compileCollector(
  paths: readonly (readonly string[])[],
  repeated: ReadonlySet<string> = new Set(),
): Collect {
  const code = createCode();
  const seeAll = code.constant(seeEach);
  let names = 0;
  return code.evaluate<Collect>(`(answer,see)=>{${paths.map(walkDown).join('')}}`);

  function walkDown(path: readonly string[], position: number): string {
    const before = names;
    const steps = walk(path, 0, 'answer', '', position);
    const sets = Array.from({ length: names - before }, (_, index) => `s${before + index}=new Set()`);
    return `${sets.length > 0 ? `const ${sets.join()};` : ''}${steps}`;
  }

  /** `put` is where the value stands, to be set. */
  function walk(path: readonly string[], at: number, value: string, put: string, position: number): string {
    const step = path[at];
    const next = `v${at}`;
    if (step === undefined) {
      const one = once(path, value, `${put}=see(${value},${position});`);
      return `if(typeof ${value}==='object'&&${value}!==null){if(Array.isArray(${value}))${seeAll}(${value},${position},see);else ${one}}`;
    }
    if (step === EACH) {
      const item = `${value}[i${at}]`;
      return (
        `if(Array.isArray(${value}))for(let i${at}=0;i${at}<${value}.length;i${at}++)` +
        `{const ${next}=${item};${walk(path, at + 1, next, item, position)}}`
      );
    }
    const types = typesOf(step);
    if (types) {
      const type = `t${at}`;
      const isOne = types.map((each) => `${type}===${literal(each)}`).join('||');
      return (
        `if(typeof ${value}==='object'&&${value}!==null&&!Array.isArray(${value}))` +
        `{const ${type}=${read(value, '__typename')};if(${isOne}){${walk(path, at + 1, value, put, position)}}}`
      );
    }
    const field = `${value}[${JSON.stringify(step)}]`;
    const below = `{const ${next}=${read(value, step)};${walk(path, at + 1, next, field, position)}}`;
    return (
      `if(typeof ${value}==='object'&&${value}!==null&&!Array.isArray(${value}))` +
      once(path.slice(0, at), value, below)
    );
  }

  /** Goes on with what stands at a path unless it went on with the very same before. */
  function once(path: readonly string[], value: string, then: string): string {
    if (!repeated.has(pathKey(path))) return `{${then}}`;
    const set = `s${names++}`;
    return `{if(!${set}.has(${value})){${set}.add(${value});${then}}}`;
  }
}

/** Below the last step, lists of lists come down to their objects. */
function seeEach(values: unknown[], path: number, see: See): void {
  for (const [index, value] of values.entries()) {
    if (Array.isArray(value)) seeEach(value, path, see);
    else if (typeof value === 'object' && value !== null) values[index] = see(value as Data, path);
  }
}

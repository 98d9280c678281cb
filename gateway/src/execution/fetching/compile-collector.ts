import { createCode, read } from '../generated-code.ts';
import type { Data } from '../own.ts';
import { EACH } from '../planning/plan.ts';

/** Adds the objects that stand at some paths of an answer to `found`, in their order; one that stands there twice comes twice. */
export type Collect = (answer: Data, found: Data[]) => void;

/** Compiles a walk down some paths. It finds what `targetsAt` finds, without saying where. */
export function compileCollector(paths: readonly (readonly string[])[]): Collect {
  const code = createCode();
  const spread = code.constant(addAll);
  const walks = paths.map((path) => walk(path, 0, 'answer')).join('');
  return code.evaluate<Collect>(`(answer,found)=>{${walks}}`);

  function walk(path: readonly string[], at: number, value: string): string {
    const step = path[at];
    const next = `v${at}`;
    if (step === undefined) {
      const object = `typeof ${value}==='object'&&${value}!==null`;
      return `if(Array.isArray(${value}))${spread}(${value},found);else if(${object})found.push(${value});`;
    }
    if (step === EACH)
      return (
        `if(Array.isArray(${value}))for(let i${at}=0;i${at}<${value}.length;i${at}++)` +
        `{const ${next}=${value}[i${at}];${walk(path, at + 1, next)}}`
      );
    return (
      `if(typeof ${value}==='object'&&${value}!==null&&!Array.isArray(${value}))` +
      `{const ${next}=${read(value, step)};${walk(path, at + 1, next)}}`
    );
  }
}

/** Below the last step, lists of lists come down to their objects. */
function addAll(values: readonly unknown[], found: Data[]): void {
  for (const value of values) {
    if (Array.isArray(value)) addAll(value, found);
    else if (typeof value === 'object' && value !== null) found.push(value as Data);
  }
}

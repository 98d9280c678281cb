/** What `@jest/globals` is to every test file: bindings that always stand for the file that runs. */
export let describe, it, test, expect, beforeAll, beforeEach, afterAll, afterEach, jest;

export function giveGlobals(globals) {
  ({ describe, it, test, expect, beforeAll, beforeEach, afterAll, afterEach, jest } = globals);
}

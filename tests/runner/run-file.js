import { createRequire, register as registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { ModuleMocker } from 'jest-mock';
import { register as registerTypeScript } from 'tsx/esm/api';
import { giveGlobals } from './globals.js';

const require = createRequire(import.meta.url);
const HANDLERS = Symbol.for('EVENT_HANDLERS');
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

registerTypeScript();
registerHooks('./hooks.js', import.meta.url);

/**
 * Runs a test file as Node runs the product: by tsx, in the worker's own realm, where every module is loaded once for all
 * the files the worker runs. Describing, running, expecting and reporting are Jest's own.
 */
export default async function runFile(globalConfig, config, environment, runtime, file, send) {
  const mocker = new ModuleMocker(globalThis);
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = (path) => import(pathToFileURL(path).href);
  // What Jest keeps of a file (its blocks, its handlers, its timeout) is made anew for each.
  runtime.requireInternalModule = (path) => {
    delete require.cache[path];
    delete globalThis[HANDLERS];
    delete globalThis[TIMEOUT];
    return require(path);
  };
  runtime.setGlobalsForRuntime = (globals) => giveGlobals({ ...globals, jest: jestOf(mocker) });
  // Node maps stacks to the sources by itself; the runner's way knows only what the runner transformed.
  Error.prepareStackTrace = undefined;
  try {
    return await circus.default(globalConfig, config, environment, runtime, file, send);
  } finally {
    mocker.restoreAllMocks();
  }
}

const jestOf = (mocker) => ({
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  restoreAllMocks: () => mocker.restoreAllMocks(),
  setTimeout: (milliseconds) => {
    globalThis[TIMEOUT] = milliseconds;
  },
});

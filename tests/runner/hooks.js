const globals = new URL('./globals.js', import.meta.url).href;

/** `@jest/globals` is what the runner gives the file it runs. */
export const resolve = (specifier, context, next) =>
  specifier === '@jest/globals' ? { url: globals, shortCircuit: true } : next(specifier, context);

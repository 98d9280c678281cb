/** An object of an answer. */
export type Data = Record<string, unknown>;

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names every object answers to by itself: a response name may be one of them. */
export const INHERITED: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype)]);

/** What an object holds under a name of its own; undefined for what every object has. */
export const own = (object: Readonly<Data>, name: string): unknown =>
  INHERITED.has(name) && !Object.hasOwn(object, name) ? undefined : object[name];

/** Sets a value under a name, whatever the name. */
export function setOwn(object: Data, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
}

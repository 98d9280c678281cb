const numbers = new WeakMap<object, number>();
let last = 0;

/** Lists of fields and decisions belong to questions that come again and again: each has a number of its own. */
export function numberOf(each: object): number {
  const known = numbers.get(each);
  if (known !== undefined) return known;
  numbers.set(each, ++last);
  return last;
}

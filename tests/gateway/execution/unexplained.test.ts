import { expect, it } from '@jest/globals';
import type { Path, Place } from '@lienthong/gateway/execution/place';
import { unexplained } from '@lienthong/gateway/execution/shaping/unexplained';
import { MOST_ERRORS } from '@lienthong/gateway/execution/source';

const faultAt = (path: Path) => ({
  place: path.reduce<Place>((above, step) => ({ above, step }), null),
  message: 'Nothing may stand there.',
});
const pathsOf = (faults: readonly Path[], told: readonly (Path | undefined)[], most?: number) =>
  unexplained(
    faults.map(faultAt),
    told.map((path) => ({ path })),
    most,
  ).map(({ path }) => path);

it.each<[string, Path, (Path | undefined)[]]>([
  ['at its place', ['people', 0, 'name'], [['people', 0, 'name']]],
  ['above', ['people', 0, 'name'], [['people']]],
  ['above all', ['people', 0, 'name'], [[]]],
  ['below', ['people', 0], [['people', 0, 'name']]],
  ['above, and another below that', ['people', 1, 'name'], [['people', 0, 'name'], ['people']]],
  ['below, where all is missing', [], [['people']]],
])('A null an error tells of has no second one: told %s', (_, fault, told) => {
  expect(pathsOf([fault], told)).toEqual([]);
});

it.each<[string, Path, (Path | undefined)[]]>([
  ['nothing', [], []],
  ['something nobody can say where', ['people', 0, 'name'], [undefined]],
  ['another object', ['people', 0, 'name'], [['people', 1, 'name']]],
  ['another field', ['people', 0, 'name'], [['people', 0, 'home']]],
  ['a field that is called like a place in a list', ['people', 0], [['people', '0']]],
])('A null no error tells of has one of its own: told is %s', (_, fault, told) => {
  expect(pathsOf([fault], told)).toEqual([fault]);
});

const many = Array.from({ length: 1_000 }, (_, position): Path => ['people', position, 'name']);

it('Of many the first are told', () => {
  expect(pathsOf(many, [])).toEqual(many.slice(0, MOST_ERRORS));
  expect(pathsOf(many, [], 2)).toEqual(many.slice(0, 2));
  expect(pathsOf(many, [], 0)).toEqual([]);
});

it('Those that are told of already do not count, and each error is looked at once for all of them', () => {
  let looks = 0;
  const told = many.slice(0, -1).map((path) => ({
    get path() {
      looks += 1;
      return path;
    },
  }));
  expect(unexplained(many.map(faultAt), told).map(({ path }) => path)).toEqual(many.slice(-1));
  expect(looks).toBe(told.length);
});

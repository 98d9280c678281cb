import { describe, expect, it } from '@jest/globals';
import { pathAsked } from '@lienthong/gateway/execution/planning/reserved-names';
import type { Path } from '@lienthong/gateway/execution/place';

describe('The path of an error', () => {
  it.each<[string, Path, Path]>([
    ['is told as it was asked', ['people', 0, 'name'], ['people', 0, 'name']],
    ['has the names of its caller', ['__lt_a', 1, '__lt_b'], ['a', 1, 'b']],
    ['ends at the object of which something else was needed', ['people', 0, 'tax__lt1'], ['people', 0]],
    ['ends there also where it happened below', ['people', 'home__lt_12', 'street'], ['people']],
    ['keeps a name of the caller that looks like one of ours', ['__lt_tax__lt1', 'x'], ['tax__lt1', 'x']],
  ])('%s', (_, fetched, told) => {
    expect(pathAsked(fetched)).toEqual(told);
  });
});

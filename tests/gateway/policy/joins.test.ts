import { describe, expect, it } from '@jest/globals';
import { joins } from './joined-graph.ts';

describe('Read off a supergraph', () => {
  it.each([
    ['of one agency alone', 'Person.name', ['PEOPLE']],
    ['of all who have its type', 'Place.name', ['BIRTHS', 'CLINIC', 'PEOPLE']],
    ['of several', 'Person.allergy', ['BIRTHS', 'CLINIC']],
    ['of whoever it is external to, no more', 'Person.born', ['PEOPLE']],
    ['of who took it over, and not of whom it was taken from', 'Person.street', ['CLINIC']],
    ['at the root', 'Query.birth', ['BIRTHS']],
    ['that there is not', 'Person.nothing', []],
  ])('a field %s is answered by them', (_, coordinate, graphs) => {
    expect([...joins.holdersOf(coordinate)].sort()).toEqual(graphs);
  });

  it.each([
    ['one', 'Person', 'BIRTHS', ['id']],
    ['several', 'Person', 'PEOPLE', ['id', 'card']],
    ['one of several fields, nested', 'Home', 'CLINIC', ['place { code } number']],
    ['one', 'Clinic', 'CLINIC', ['id']],
    ['none where it only refers', 'Clinic', 'BIRTHS', []],
    ['none of a value', 'Place', 'PEOPLE', []],
    ['none where it is not', 'Birth', 'PEOPLE', []],
  ])('an agency has %s: %s in %s', (_, type, graph, keys) => {
    expect(joins.keysOf(type, graph)).toEqual(keys);
  });

  it.each([
    ['Person.age', 'BIRTHS', 'born'],
    ['Person.neighbours', 'BIRTHS', 'home { place { name } }'],
    ['Person.age', 'PEOPLE', null],
    ['Person.birth', 'BIRTHS', null],
  ])('%s in %s requires %j', (coordinate, graph, required) => {
    expect(joins.requiredBy(coordinate, graph)).toBe(required);
  });
});

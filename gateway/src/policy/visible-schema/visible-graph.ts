import type { GraphQLSchema } from 'graphql';
import { legalDay } from '@lienthong/shared/policy/legal-day';
import { THE_PERSON, whatMayRead, whoNeedsNoGrant } from '@lienthong/shared/policy/readers';
import type { Coordinate } from '@lienthong/shared/policy/types';
import type { Caller } from '../../authentication/caller.ts';
import type { RulesInForce } from '../deciding/rules-in-force.ts';
import { visibleSchema } from './visible-schema.ts';

/**
 * The graph as each kind of caller may know it: what is open; for an agency what it owns and what some grant could
 * give it for whatever purpose; for a citizen what they may read about themselves. Kept for the rules of the day.
 */
export function createVisibleGraph(apiSchema: GraphQLSchema) {
  const kept = new Map<string, GraphQLSchema>();
  let keptFor = '';
  return (caller: Caller, { compiled }: RulesInForce, now: number): GraphQLSchema => {
    const moment = `${compiled.version} ${legalDay(now)}`;
    if (keptFor !== moment) kept.clear();
    keptFor = moment;
    const who = caller.kind === 'agency' ? caller.agency : caller.kind;
    const known = kept.get(who);
    if (known) return known;
    const schema = visibleSchema(apiSchema, visibleTo(caller, compiled, now));
    kept.set(who, schema);
    return schema;
  };
}

function visibleTo(caller: Caller, compiled: RulesInForce['compiled'], now: number): Set<Coordinate> {
  const visible = new Set<Coordinate>();
  for (const coordinate of compiled.coordinates) {
    const readers = whoNeedsNoGrant(coordinate, compiled, now);
    if (readers.some(({ who }) => who !== THE_PERSON || caller.kind === 'citizen')) visible.add(coordinate);
  }
  if (caller.kind === 'agency')
    for (const { permit } of whatMayRead(caller.agency, compiled, now)) visible.add(permit.coordinate);
  return visible;
}

import type { Subgraph } from '@lienthong/shared';
import { parse } from 'graphql';

/** A subgraph as a value, for a test that wants only part of one. */
export const bareSubgraph = (parts: Partial<Subgraph>): Subgraph => ({
  name: 'clinic',
  agencyType: null,
  typeDefs: parse('type Query { nothing: Boolean }'),
  resolvers: {},
  entities: [],
  recordEntities: [],
  records: {},
  typeOfEntity: new Map(),
  sharingFile: null,
  qualityFile: null,
  seed: () => ({}),
  migrations: [],
  prepare: async () => {},
  ...parts,
});

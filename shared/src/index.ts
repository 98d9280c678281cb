/** What an agency's folder needs. Everything else of the kernel is imported by its own path. */
export { Consent } from './access/consent.ts';
export {
  AgencyCard,
  Database,
  PartnerLink,
  Task,
  TaskAssignment,
  type DatabaseRecords,
} from './catalogue/entities.ts';
export { readAnswered } from './catalogue/seed.ts';
export {
  byKey,
  defineSubgraph,
  type Context,
  type Resolvers,
  type Subgraph,
  type SubgraphPart,
} from './define-subgraph.ts';
export { givenBy } from './asking/given-by.ts';
export { ExchangeError } from './errors.ts';
export { holdToCase, type Case } from './hold-to-case.ts';
export { inForce, legalToday, type Period } from './period.ts';
export { isoDay, legalDay } from './policy/legal-day.ts';
export type { AgencyCaller } from './policy/types.ts';
export { compareClaims } from './quality/compare-claims.ts';
export type { ReadSeed, SeedRows } from './seeding.ts';

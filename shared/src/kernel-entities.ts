import { Consent } from './access/consent.ts';
import { Agreement, AgreementEvent } from './agreements/entities.ts';
import { OutboxEntry } from './changes/outbox-entry.ts';
import type { EntityClass } from './define-subgraph.ts';
import { SeedState } from './seeding.ts';

/** The tables that every subgraph's database has, whatever it owns: what it was filled from, who consented, what was agreed. */
export const kernelEntities: readonly EntityClass[] = [
  SeedState,
  Consent,
  Agreement,
  AgreementEvent,
  OutboxEntry,
];

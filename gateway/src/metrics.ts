import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { createDurations } from './durations.ts';

/** Agencies make up codes of their own: beyond so many different ones they are counted together. */
const MAX_CODES = 200;

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** What the gateway counts, in Prometheus' words. Labels hold agencies, codes and outcomes: never a value or a caller. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const errors = new Counter({
    name: 'lienthong_errors_total',
    help: 'Errors in answers, by code.',
    labelNames: ['code'],
    registers,
  });
  const codes = new Set<string>();
  return {
    registry,
    countError: (code: string): void => {
      if (codes.size < MAX_CODES) codes.add(code);
      errors.inc({ code: codes.has(code) ? code : 'OTHER' });
    },
    requests: createDurations({
      name: 'lienthong_request_duration_seconds',
      help: 'Duration of GraphQL requests, by operation type and whether the answer had errors, or its caller went away before it.',
      labelNames: ['operation', 'outcome'],
      buckets: SECONDS,
      registry,
    }),
    fetches: createDurations({
      name: 'lienthong_agency_fetch_duration_seconds',
      help: 'Duration of questions to agencies, and of opening subscriptions at them, by agency and outcome.',
      labelNames: ['agency', 'outcome'],
      buckets: SECONDS,
      registry,
    }),
    shared: new Counter({
      name: 'lienthong_shared_questions_total',
      help: 'Questions to agencies that waited for the answer to the same question of the same caller, by agency.',
      labelNames: ['agency'],
      registers,
    }),
    breakers: new Gauge({
      name: 'lienthong_agency_circuit_open',
      help: '1 while the circuit breaker of an agency is not closed.',
      labelNames: ['agency'],
      registers,
    }),
    plannerEnds: new Counter({
      name: 'lienthong_planner_ends_total',
      help: 'Times the planner ended over an operation and was started again, by why: late, or a fault of its own.',
      labelNames: ['why'],
      registers,
    }),
    reloads: new Counter({
      name: 'lienthong_supergraph_reloads_total',
      help: 'Changes of the supergraph file, by whether the new one was taken.',
      labelNames: ['outcome'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

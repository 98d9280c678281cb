import type {
  AgencyCaller as DecidedAgencyCaller,
  Caller as DecidedCaller,
} from '@lienthong/shared/policy/types';

/** A system of an agency, and mostly an officer of it, with a declared purpose. Every system has its own account. */
export interface AgencyCaller extends DecidedAgencyCaller {
  readonly system: string;
}

/** Who asks. What decides takes it as it stands. */
export type Caller = AgencyCaller | Exclude<DecidedCaller, { kind: 'agency' }>;

/** Nobody in particular: open data only. */
export const ANONYMOUS: Caller = Object.freeze({ kind: 'anonymous' });

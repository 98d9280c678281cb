import type { GraphQLError } from 'graphql';
import type { Bytes } from '@lienthong/shared/bytes';
import type { ExchangeContext } from '../../exchange-context.ts';
import type { Path } from '../place.ts';

/** A part of an answer, about every object it was asked of. */
export interface PartAnswer {
  readonly told: readonly ToldPart[];
  /** What was asked for it, apart from what other parts were asked. */
  readonly exchange: ExchangeContext;
  /** Whether anything follows. */
  readonly more: boolean;
}

export interface ToldPart {
  readonly label: string | undefined;
  readonly path: Path;
  /** The data as JSON; null where nothing may stand. */
  readonly json: Bytes | null;
  readonly errors: readonly GraphQLError[];
}

import { sameBytes, type BytesInPieces } from '@lienthong/shared/bytes';
import {
  cancel,
  createCancellation,
  NoLongerWanted,
  offCancel,
  onCancel,
  type Cancellation,
} from './cancellation.ts';

/** By what those who ask the same are known to be the same: nobody else waits for their answer. */
export interface Asker {
  readonly caller: string;
  readonly seal: string;
}

interface Flight<Answer> extends Asker {
  readonly body: BytesInPieces;
  readonly answer: Promise<Answer>;
  readonly cancellation: Cancellation;
  waiting: number;
}

/** Questions under way to one subgraph. Who asks what the same asker is being answered already waits for that answer. */
export interface Flights<Answer> {
  join(
    body: BytesInPieces,
    asker: Asker,
    cancellation: Cancellation,
    begin: (cancellation: Cancellation) => Promise<Answer>,
  ): Promise<Answer>;
  /** Lets nobody else join what is under way. */
  close(): void;
}

export function createFlights<Answer>(onShared: () => void): Flights<Answer> {
  // No map: one that gains and loses without end links its tables, and would keep answers for as long as they are linked.
  const flights: Flight<Answer>[] = [];

  function depart(
    body: BytesInPieces,
    { caller, seal }: Asker,
    begin: (cancellation: Cancellation) => Promise<Answer>,
  ): Flight<Answer> {
    const cancellation = createCancellation();
    const flight = { body, caller, seal, cancellation, waiting: 0, answer: begin(cancellation) };
    flights.push(flight);
    return flight;
  }

  function remove(flight: Flight<Answer>): void {
    const place = flights.indexOf(flight);
    if (place === -1) return;
    const last = flights.pop()!;
    if (last !== flight) flights[place] = last;
  }

  return {
    join: (body, asker, cancellation, begin) => {
      const known = flights.find(
        (flight) =>
          flight.caller === asker.caller && flight.seal === asker.seal && sameBytes(flight.body, body),
      );
      if (known) onShared();
      const flight = known ?? depart(body, asker, begin);
      flight.waiting += 1;
      return new Promise((resolve, reject) => {
        const leave = {
          end: (): void => {
            flight.waiting -= 1;
            if (flight.waiting === 0) {
              remove(flight);
              cancel(flight.cancellation);
            }
            reject(new NoLongerWanted());
          },
        };
        const land = (): void => {
          offCancel(cancellation, leave);
          remove(flight);
        };
        onCancel(cancellation, leave);
        flight.answer.then(
          (answer) => {
            land();
            resolve(answer);
          },
          (error: Error) => {
            land();
            reject(error);
          },
        );
      });
    },
    close: () => void (flights.length = 0),
  };
}

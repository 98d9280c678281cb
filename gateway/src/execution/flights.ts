import type { Bytes } from '@lienthong/shared/bytes';
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
  readonly answer: Promise<Answer>;
  readonly cancellation: Cancellation;
  waiting: number;
}

/** Questions under way to one subgraph. Who asks what the same asker is being answered already waits for that answer. */
export interface Flights<Answer> {
  join(
    body: Bytes,
    asker: Asker,
    cancellation: Cancellation,
    begin: (cancellation: Cancellation) => Promise<Answer>,
  ): Promise<Answer>;
  /** Lets nobody else join what is under way. */
  close(): void;
}

export function createFlights<Answer>(onShared: () => void): Flights<Answer> {
  const flights = new Map<Bytes, Flight<Answer>[]>();

  function depart(
    body: Bytes,
    { caller, seal }: Asker,
    begin: (cancellation: Cancellation) => Promise<Answer>,
  ): Flight<Answer> {
    const cancellation = createCancellation();
    const flight = { caller, seal, cancellation, waiting: 0, answer: begin(cancellation) };
    const same = flights.get(body);
    if (same) same.push(flight);
    else flights.set(body, [flight]);
    return flight;
  }

  function remove(body: Bytes, flight: Flight<Answer>): void {
    const same = flights.get(body);
    const place = same?.indexOf(flight) ?? -1;
    if (same === undefined || place === -1) return;
    if (same.length === 1) flights.delete(body);
    else same.splice(place, 1);
  }

  return {
    join: (body, asker, cancellation, begin) => {
      const known = flights
        .get(body)
        ?.find(({ caller, seal }) => caller === asker.caller && seal === asker.seal);
      if (known) onShared();
      const flight = known ?? depart(body, asker, begin);
      flight.waiting += 1;
      return new Promise((resolve, reject) => {
        const leave = {
          end: (): void => {
            flight.waiting -= 1;
            if (flight.waiting === 0) {
              remove(body, flight);
              cancel(flight.cancellation);
            }
            reject(new NoLongerWanted());
          },
        };
        const land = (): void => {
          offCancel(cancellation, leave);
          remove(body, flight);
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
    close: () => flights.clear(),
  };
}

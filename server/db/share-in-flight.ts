import type { Parameter, Reader } from './database';

/** After this time, callers no longer wait for a slow statement, but send the next one. */
const MAX_WAIT_MILLISECONDS = 1000;

/**
 * Coalesces identical reads, such as the number of the newest catalogue version. While a statement is in flight, later
 * callers wait for the next one, which is sent once for all of them. So rows are never older than the call, and a busy
 * server sends few statements. Callers share the rows and must not change them.
 */
export function shareInFlightReads(reader: Reader): Reader {
  const flights = new Map<string, InFlightRead>();
  return {
    rows<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
      const key = parameters.length === 0 ? sql : `${sql} ${JSON.stringify(parameters)}`;
      const send = () => {
        const flight = new InFlightRead(reader.rows(sql, parameters), () => {
          if (flights.get(key) === flight) flights.delete(key);
        });
        flights.set(key, flight);
        return flight.rows;
      };
      // The same statement returns rows of the same type.
      return (flights.get(key)?.next(send) ?? send()) as Promise<Row[]>;
    },
  };
}

class InFlightRead {
  readonly rows: Promise<unknown[]>;
  readonly #arrival: Promise<unknown>;
  #next: Promise<unknown[]> | null = null;

  constructor(rows: Promise<unknown[]>, onArrival: () => void) {
    this.rows = rows;
    const arrived = () => {
      // A read with a successor stays in the map until the successor is sent, so that later callers can join the
      // successor.
      if (this.#next === null) onArrival();
    };
    this.#arrival = rows.then(arrived, arrived);
  }

  /** The rows of the next statement, which is sent once this one has returned or has taken too long. */
  next(send: () => Promise<unknown[]>): Promise<unknown[]> {
    return (this.#next ??= this.#arrivalOrTimeout().then(send));
  }

  async #arrivalOrTimeout(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise((resolve) => {
      timer = setTimeout(resolve, MAX_WAIT_MILLISECONDS);
    });
    await Promise.race([this.#arrival, timeout]);
    clearTimeout(timer);
  }
}

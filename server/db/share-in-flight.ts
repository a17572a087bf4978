import type { Parameter, Reader } from './database';

/** A statement that takes longer than this holds up nobody who comes later. */
const PATIENCE_MILLISECONDS = 1000;

/**
 * Reads what many requests ask for alike, such as the number of the newest catalogue. While such a statement is on its
 * way, whoever asks for the same waits for the next one, which is sent once for all of them. So each answer was read
 * after it was asked for, and a busy server sends few of them. The rows are everybody's: nobody may change them.
 */
export function shareInFlightReads(reader: Reader): Reader {
  const flights = new Map<string, Flight>();
  return {
    rows<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
      const key = parameters.length === 0 ? sql : `${sql} ${JSON.stringify(parameters)}`;
      const begin = () => {
        const flight = new Flight(reader.rows(sql, parameters), () => {
          if (flights.get(key) === flight) flights.delete(key);
        });
        flights.set(key, flight);
        return flight.rows;
      };
      // The same statement has the same rows.
      return (flights.get(key)?.next(begin) ?? begin()) as Promise<Row[]>;
    },
  };
}

/** A statement that is on its way. */
class Flight {
  readonly rows: Promise<unknown[]>;
  readonly #arrival: Promise<unknown>;
  #next: Promise<unknown[]> | null = null;

  constructor(rows: Promise<unknown[]>, onArrival: () => void) {
    this.rows = rows;
    const arrived = () => {
      // With a next one it stays, until that one has begun: others may still join it.
      if (this.#next === null) onArrival();
    };
    this.#arrival = rows.then(arrived, arrived);
  }

  /** The rows of the statement that is begun when this one has arrived. */
  next(begin: () => Promise<unknown[]>): Promise<unknown[]> {
    return (this.#next ??= this.#arrivalOrPatience().then(begin));
  }

  async #arrivalOrPatience(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MILLISECONDS);
    });
    await Promise.race([this.#arrival, patience]);
    clearTimeout(timer);
  }
}

import { say } from './say';

export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const TERMINAL_INTERVAL_MS = 100;
const LOG_INTERVAL_MS = 5000;
const BAR_LENGTH = 20;
const DEFAULT_COLUMNS = 80;

/** One line of progress. A terminal redraws it; any other stream gets a new line every few seconds. */
export class ProgressLine {
  readonly #screen: ProgressStream;
  readonly #unit: 'rows' | 'organizations';
  readonly #total: number | null;
  readonly #clock: () => number;
  #startedFrom = 0;
  #startedAt: number;
  #writtenAt: number;

  /** `total` is null if it is unknown. `clock` returns milliseconds. */
  constructor(
    screen: ProgressStream,
    unit: 'rows' | 'organizations',
    total: number | null,
    clock = () => performance.now(),
  ) {
    this.#screen = screen;
    this.#unit = unit;
    this.#total = total;
    this.#clock = clock;
    this.#writtenAt = this.#startedAt = clock();
  }

  /** `from` is the part of the total that was already done. */
  begin(from: number): void {
    this.#startedFrom = from;
    this.#writtenAt = this.#startedAt = this.#clock();
  }

  /** `done` is the part of the total that is done; `count` is the number of units since the start. */
  update(done: number, count: number): void {
    const now = this.#clock();
    const isTerminal = this.#screen.isTTY === true;
    if (now - this.#writtenAt < (isTerminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS)) return;
    this.#writtenAt = now;
    const line = this.#lineFor(done, count, (now - this.#startedAt) / 1000);
    // A carriage return overwrites only one row of the terminal, so the line must not wrap.
    const fitting = line.slice(0, (this.#screen.columns ?? DEFAULT_COLUMNS) - 1);
    this.#screen.write(isTerminal ? `\r${fitting}\u001b[K` : `${line}\n`);
  }

  end(): void {
    if (this.#screen.isTTY === true) this.#screen.write('\r\u001b[K');
  }

  #lineFor(done: number, count: number, seconds: number): string {
    const values = { count, rate: Math.round(count / seconds) };
    if (this.#total === null) return say(`progress.${this.#unit}`, values);
    // Work may have been added since the total was counted.
    const share = Math.min(1, done / this.#total);
    const filled = Math.floor(share * BAR_LENGTH);
    const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR_LENGTH - filled)}] ${Math.floor(share * 100)} %`;
    const left = (seconds * Math.max(0, this.#total - done)) / (done - this.#startedFrom);
    return say(`progress.${this.#unit}.ofTotal`, { ...values, bar, left: durationInWords(left) });
  }
}

function durationInWords(duration: number): string {
  const seconds = Math.ceil(duration);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

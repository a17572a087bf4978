import { say } from './index';
import { countInWords } from './language';

/** Where progress is told: the standard error, which is a terminal or not. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const TERMINAL_MILLISECONDS = 100;
const LOG_MILLISECONDS = 5000;
const BAR = 20;

/** One line that tells how far it is: redrawn on a terminal, otherwise written anew every few seconds. */
export class ProgressLine {
  readonly #screen: Screen;
  readonly #unit: 'rows' | 'organizations';
  readonly #whole: number | null;
  readonly #clock: () => number;
  #from = 0;
  #began: number;
  #told: number;

  /** The whole is null where nobody knows how much it is; the clock tells milliseconds. */
  constructor(
    screen: Screen,
    unit: 'rows' | 'organizations',
    whole: number | null,
    clock = () => performance.now(),
  ) {
    this.#screen = screen;
    this.#unit = unit;
    this.#whole = whole;
    this.#clock = clock;
    this.#told = this.#began = clock();
  }

  /** It begins now, and so much of the whole was done before. */
  begin(from: number): void {
    this.#from = from;
    this.#told = this.#began = this.#clock();
  }

  /** So much of the whole is done, which is so many since it began. */
  tell(done: number, count: number): void {
    const now = this.#clock();
    const isTerminal = this.#screen.isTTY === true;
    if (now - this.#told < (isTerminal ? TERMINAL_MILLISECONDS : LOG_MILLISECONDS)) return;
    this.#told = now;
    const line = this.#lineOf(done, count, (now - this.#began) / 1000);
    // A longer line would go on in the next, where it is not overwritten.
    const fitting = line.slice(0, (this.#screen.columns ?? 80) - 1);
    this.#screen.write(isTerminal ? `\r${fitting}\u001b[K` : `${line}\n`);
  }

  /** Leaves the line empty for what is said next. */
  end(): void {
    if (this.#screen.isTTY === true) this.#screen.write('\r\u001b[K');
  }

  #lineOf(done: number, count: number, seconds: number): string {
    const rate = countInWords(Math.round(count / seconds));
    const told = say(`progress.${this.#unit}`, { count: countInWords(count), rate });
    if (this.#whole === null) return told;
    // The whole may have grown meanwhile.
    const share = Math.min(1, done / this.#whole);
    const filled = Math.floor(share * BAR);
    const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] ${Math.floor(share * 100)} %`;
    const left = (seconds * Math.max(0, this.#whole - done)) / (done - this.#from);
    return say('progress', { bar, told, left: inWords(left) });
  }
}

function inWords(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}

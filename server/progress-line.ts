/** How soon a line is drawn again, on a terminal and where each line stays. */
const MILLISECONDS = { terminal: 200, log: 5000 };

export interface ProgressLine {
  update(done: number, total: number): void;
  /** Leaves the last state as a line. */
  end(): void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Tells people who wait how far it is, how fast it goes and how long it will take: one line, drawn again and again. */
export function progressLine(
  what: string,
  output: Output = process.stderr,
  now: () => number = () => performance.now(),
): ProgressLine {
  const begun = now();
  const onTerminal = output.isTTY === true;
  let drawn = begun;
  let line = '';
  const draw = () => {
    drawn = now();
    output.write(onTerminal ? `\r${line}\u001b[K` : `${line}\n`);
  };
  return {
    update(done, total) {
      line = `${what}: ${lineOf(done, total, (now() - begun) / 1000)}`;
      const pause = onTerminal ? MILLISECONDS.terminal : MILLISECONDS.log;
      if (now() - drawn >= pause) draw();
    },
    end() {
      if (line === '') return;
      draw();
      if (onTerminal) output.write('\n');
    },
  };
}

function lineOf(done: number, total: number, seconds: number): string {
  const rate = seconds === 0 ? 0 : done / seconds;
  const left = rate === 0 ? null : Math.max(0, total - done) / rate;
  const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
  return (
    `${grouped(done)} of ${grouped(total)} (${percent} %), ${grouped(Math.round(rate))}/s` +
    (left === null || done >= total ? '' : `, ${duration(left)} left`)
  );
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  return whole < 3600
    ? `${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

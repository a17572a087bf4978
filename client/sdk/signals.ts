/** A signal of one's own that also ends when another does, or after some time. */
export interface Linked {
  readonly signal: AbortSignal;
  readonly abort: (reason: unknown) => void;
  /** Lets go of the other signal, which may live much longer, and of the clock. */
  readonly release: () => void;
}

/** The most that timers can; they ring at once when they are given more. */
const LONGEST_TIMER = 2 ** 31 - 1;

export function linkedTo(outer: AbortSignal | undefined, milliseconds = 0, late?: () => unknown): Linked {
  const controller = new AbortController();
  const followers = outer && followersOf(outer);
  followers?.add(controller);
  if (outer?.aborted === true) controller.abort(outer.reason);
  const timer =
    milliseconds > 0 && milliseconds <= LONGEST_TIMER
      ? setTimeout(() => controller.abort(late?.()), milliseconds)
      : undefined;
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release: () => {
      clearTimeout(timer);
      followers?.delete(controller);
    },
  };
}

const FOLLOWERS = new WeakMap<AbortSignal, Set<AbortController>>();

/** One listener serves all who follow a signal: Node takes more than ten for a leak. */
function followersOf(outer: AbortSignal): Set<AbortController> {
  const known = FOLLOWERS.get(outer);
  if (known !== undefined) return known;
  const followers = new Set<AbortController>();
  FOLLOWERS.set(outer, followers);
  outer.addEventListener('abort', () => followers.forEach((each) => each.abort(outer.reason)), {
    once: true,
  });
  return followers;
}

/** What comes of the work, or the signal's reason when that is first: for work that does not heed signals. */
export function unlessAborted<Value>(signal: AbortSignal, work: Value | Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    // As `fetch` does: the reason is whatever the caller has given.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Waits, or is rejected with the signal's reason. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  let timer;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMER));
  });
  try {
    await unlessAborted(signal, over);
  } finally {
    clearTimeout(timer);
  }
}

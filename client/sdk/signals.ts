/** A signal that aborts together with another signal or after a timeout. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  readonly abort: (reason: unknown) => void;
  /** Stops following the other signal, which may live much longer, and clears the timer. */
  readonly release: () => void;
}

/** Longest delay of a timer. Timers with a longer delay fire immediately. */
const MAX_TIMER_MILLISECONDS = 2 ** 31 - 1;

export function linkSignal(
  outer: AbortSignal | undefined,
  milliseconds = 0,
  timeoutReason?: () => unknown,
): LinkedSignal {
  const controller = new AbortController();
  const followers = outer && followersOf(outer);
  followers?.add(controller);
  if (outer?.aborted === true) controller.abort(outer.reason);
  const timer =
    milliseconds > 0 && milliseconds <= MAX_TIMER_MILLISECONDS
      ? setTimeout(() => controller.abort(timeoutReason?.()), milliseconds)
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

/** All followers share one listener on the signal, because Node reports more than ten listeners as a leak. */
function followersOf(outer: AbortSignal): Set<AbortController> {
  const existing = FOLLOWERS.get(outer);
  if (existing !== undefined) return existing;
  const followers = new Set<AbortController>();
  FOLLOWERS.set(outer, followers);
  outer.addEventListener('abort', () => followers.forEach((each) => each.abort(outer.reason)), {
    once: true,
  });
  return followers;
}

/**
 * Settles like the work, or rejects with the signal's reason if the signal aborts first. For work that ignores signals.
 */
export function unlessAborted<Value>(signal: AbortSignal, work: Value | Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    // Like `fetch`, this rejects with any reason that the caller gave.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  let timer;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(milliseconds, MAX_TIMER_MILLISECONDS));
  });
  try {
    await unlessAborted(signal, elapsed);
  } finally {
    clearTimeout(timer);
  }
}

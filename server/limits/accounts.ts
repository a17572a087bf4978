const WINDOW_MILLISECONDS = 60_000;
/** Maximum size of each of the two maps. An account takes about 200 bytes. */
const MAX_ACCOUNTS = 50_000;

/** A caller's usage in the current minute, which begins with the caller's first request. */
export interface Account {
  spent: number;
  /** Time spent on rules and SQL statements for the caller. */
  milliseconds: number;
  readonly endsAt: number;
}

/**
 * The accounts of all callers of one kind, in two generations. After a minute, or when the younger map is full, the
 * younger map becomes the older one and the previous older map is dropped. This bounds the memory without a timer per
 * account. With very many callers, an account can be dropped early.
 */
export class Accounts {
  #younger = new Map<string, Account>();
  #older = new Map<string, Account>();
  #rotateAt = 0;

  current(owner: string, now: number): Account {
    const existing = this.#younger.get(owner) ?? this.#older.get(owner);
    return existing !== undefined && isCurrent(existing, now) ? existing : this.#open(owner, now);
  }

  #open(owner: string, now: number): Account {
    if (now >= this.#rotateAt || this.#younger.size >= MAX_ACCOUNTS) {
      this.#older = this.#younger;
      this.#younger = new Map();
      this.#rotateAt = now + WINDOW_MILLISECONDS;
    }
    const account = { spent: 0, milliseconds: 0, endsAt: now + WINDOW_MILLISECONDS };
    this.#younger.set(owner, account);
    return account;
  }
}

/** The second condition ends an account early when the clock is set back. */
function isCurrent({ endsAt }: Account, now: number): boolean {
  return now < endsAt && endsAt - now <= WINDOW_MILLISECONDS;
}

const WINDOW_MILLISECONDS = 60_000;
/** At most twice as many are kept, each of about 200 bytes. */
const MAX_ACCOUNTS = 50_000;

/** A caller's use of its current minute, which begins with its first request. */
export interface Account {
  spent: number;
  /** The time that the process has spent on the caller's rules and statements. */
  milliseconds: number;
  readonly endsAt: number;
}

/**
 * The accounts of all callers of one kind, in two maps. When a minute is over or the younger map is full, the younger map
 * becomes the older one, and the accounts of the older one are dropped. With very many callers an account may be dropped
 * before its minute is over. Memory is bounded without a timer for each account.
 */
export class Accounts {
  #younger = new Map<string, Account>();
  #older = new Map<string, Account>();
  #turnsAt = 0;

  /** The account of this minute. */
  of(owner: string, now: number): Account {
    const found = this.#younger.get(owner) ?? this.#older.get(owner);
    return found !== undefined && runs(found, now) ? found : this.#open(owner, now);
  }

  #open(owner: string, now: number): Account {
    if (now >= this.#turnsAt || this.#younger.size >= MAX_ACCOUNTS) {
      this.#older = this.#younger;
      this.#younger = new Map();
      this.#turnsAt = now + WINDOW_MILLISECONDS;
    }
    const account = { spent: 0, milliseconds: 0, endsAt: now + WINDOW_MILLISECONDS };
    this.#younger.set(owner, account);
    return account;
  }
}

/** A clock that is set back must not lengthen a minute. */
function runs({ endsAt }: Account, now: number): boolean {
  return now < endsAt && endsAt - now <= WINDOW_MILLISECONDS;
}

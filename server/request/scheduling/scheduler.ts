import { performance } from 'node:perf_hooks';
import type { Work } from '../../rules';

/**
 * The time of one slice while several callers have work. With 5 ms, the second caller in bench:abuse waits twice as
 * long. A single caller gets longer slices, which increase its throughput by 3 %.
 */
export const SLICE_MILLISECONDS = 2;
const LONG_SLICE_MILLISECONDS = 5;

/** A caller is alone if no other caller has had work for this long. */
const ALONE_MILLISECONDS = 1000;

/**
 * A caller is heavy if its recent long slices add up to more than HEAVY_MILLISECONDS. One long slice is not evidence:
 * the machine may have been busy with something else. Older slices count less: after a second, about a third.
 */
const LONG_MILLISECONDS = 1;
const HEAVY_MILLISECONDS = 40;
const RECENT_MILLISECONDS = 1000;

/**
 * The head start of callers that are not heavy. Without it, a short request would tie with heavy callers that have
 * waited, and would wait for a long statement between any two of its own steps.
 */
const LIGHT_CREDIT_MILLISECONDS = 20;

/**
 * After a slice longer than this, such as an SQLite statement or the parsing of a long body, heavy callers rest for as
 * long as the slice took, unless a caller is alone. Other requests take several turns of the event loop. Without the
 * rest, they would wait for such a slice in each turn.
 */
const UNINTERRUPTED_MILLISECONDS = 10;

/** Maximum number of callers whose time is remembered while they have no work. */
const MAX_CALLERS = 10_000;

/**
 * Shared work, such as a statement for several requests, alternates with the work of callers: several requests wait for
 * it, but it must not starve the rest. Upkeep of the server, such as reading a new catalogue, is scheduled like a
 * caller. Neither keeps a caller from counting as alone.
 */
export type OwnerRole = 'caller' | 'upkeep' | 'shared';

export interface Owner {
  readonly role: OwnerRole;
  /** Callers share the process. The requests of one caller divide that caller's share. */
  readonly caller: string;
  readonly isOver: boolean;
  error(): Error;
  /** The error that ends rules when the owner cannot pay for more work; null while the owner can pay. */
  readonly refusal: Error | null;
  noteTime(milliseconds: number): void;
}

export function permanentOwner(caller: string, role: OwnerRole = 'caller'): Owner {
  return {
    caller,
    role,
    isOver: false,
    error: () => new Error('This work is never abandoned.'),
    refusal: null,
    noteTime: () => undefined,
  };
}

/**
 * Shares the process between callers. Long work runs in slices, for a few milliseconds in each turn of the event loop;
 * between turns, the process reads sockets, sends answers and runs timers. The caller that has used the least time gets
 * the next slice, so short requests overtake any number of long ones. Requests of one caller take turns.
 *
 * Pending jobs of an owner resolve together, when the last one is done. Their continuations then share loader batches,
 * so slicing does not change the number of statements.
 */
export class Scheduler {
  readonly #callers = new Map<string, Caller>();
  readonly #active = new Set<Caller>();
  readonly #waiting = new Map<Owner, Waiting>();
  /**
   * The time with which a new caller begins: the highest time of any caller served so far. It also advances while no
   * caller has work, so that a returning caller starts level with a new one.
   */
  #clock = 0;
  #countedAt = performance.now();
  /** The caller that queued work last. `#changedAt` is the time at which it replaced another caller. */
  #last: Caller | null = null;
  #changedAt = 0;
  /** Heavy callers, in the order of their last long slices. */
  readonly #heavy = new Set<Caller>();
  /**
   * The caller of the last slice, until the time of its continuation is counted. `counted` is the part of that time
   * that is already counted.
   */
  #finished: { readonly caller: Caller; readonly at: number; counted: number } | null = null;
  /** When heavy callers may continue after a rest, on the `performance.now()` clock. */
  #restEnd = 0;
  #restTimer: NodeJS.Timeout | null = null;
  #wasShared = false;
  #isStarting = false;
  #isTurnOpen = false;
  /** When the slice of this turn ends, on the `performance.now()` clock. */
  #sliceEnd = 0;

  /** Runs work of an owner to its end, as long as the owner can pay for it. */
  run<T>(owner: Owner, work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#add(owner, new RuleJob(owner, work, false, resolve, reject));
    });
  }

  /** Like `run`, for work that the owner has already paid for. */
  finish<T>(owner: Owner, work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#add(owner, new RuleJob(owner, work, true, resolve, reject));
    });
  }

  /** Runs a step that cannot pause, such as an SQLite statement, as a slice of its own. */
  step<T>(owner: Owner, run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#add(owner, new StepJob(owner, run, resolve, reject));
    });
  }

  /** Counts work of an owner that was done outside slices. */
  note(owner: Owner, milliseconds: number): void {
    this.#count(milliseconds, this.#callerOf(owner));
    owner.noteTime(milliseconds);
    if (this.#finished !== null) this.#finished.counted += milliseconds;
  }

  #add(owner: Owner, job: Job): void {
    const waiting = this.#waiting.get(owner);
    if (waiting === undefined) {
      this.#waiting.set(owner, { jobs: [job], done: [] });
      this.#enqueue(owner);
    } else {
      waiting.jobs.push(job);
    }
    this.#start();
  }

  /** Runs a slice after the other jobs of this tick are added, and after the continuation of finished work. */
  #start(): void {
    if (this.#isStarting) return;
    this.#isStarting = true;
    void Promise.resolve().then(() =>
      process.nextTick(() => {
        this.#isStarting = false;
        this.#countFinished();
        if (!this.#isUsedUp()) this.#runSlice();
      }),
    );
  }

  /**
   * Counts the continuation of a slice, such as parsing, validation or resolvers, which can take longer than the slice
   * itself.
   */
  #countFinished(): void {
    if (this.#finished === null) return;
    const { caller, at, counted } = this.#finished;
    this.#finished = null;
    this.#count(performance.now() - at - counted, caller);
  }

  #isUsedUp(): boolean {
    return this.#isTurnOpen && performance.now() >= this.#sliceEnd;
  }

  #enqueue(owner: Owner): void {
    const caller = this.#callerOf(owner);
    caller.owners.add(owner);
    if (owner.role === 'caller') this.#noteChange(caller);
    if (this.#active.has(caller)) return;
    if (this.#active.size === 0) this.#countIdleTime();
    const credit = this.#heavy.has(caller) ? 0 : LIGHT_CREDIT_MILLISECONDS;
    caller.time = Math.max(caller.time, this.#clock - credit);
    this.#active.add(caller);
  }

  #countIdleTime(): void {
    const now = performance.now();
    this.#clock += now - this.#countedAt;
    this.#countedAt = now;
  }

  #noteChange(caller: Caller): void {
    if (caller === this.#last) return;
    this.#last = caller;
    this.#changedAt = performance.now();
    this.#sliceEnd = Math.min(this.#sliceEnd, this.#changedAt + SLICE_MILLISECONDS);
  }

  #callerOf({ caller, role }: Owner): Caller {
    return this.#callers.get(caller) ?? this.#remember(caller, role);
  }

  #remember(name: string, role: OwnerRole): Caller {
    if (this.#callers.size >= MAX_CALLERS) {
      for (const [known, caller] of this.#callers) if (!this.#active.has(caller)) this.#callers.delete(known);
    }
    const caller = { role, time: 0, long: 0, longAt: 0, owners: new Set<Owner>() };
    this.#callers.set(name, caller);
    return caller;
  }

  /**
   * Runs a slice until the work of its owner is done or the time of this turn is used up. The next slice waits for the
   * continuation of this one, such as sending the answer, so that fewer results are in memory at the same time.
   */
  #runSlice(): void {
    this.#countFinished();
    const next = this.#next();
    if (next === null) return this.#awaitRest();
    this.#openTurn();
    const { owner, caller, waiting } = next;
    this.#wasShared = caller.role === 'shared';
    if (!this.#wasShared) this.#clock = Math.max(this.#clock, caller.time);
    const began = performance.now();
    const isDone = this.#slice(owner, waiting);
    const ended = performance.now();
    this.#count(ended - began, caller);
    this.#rest(ended - began, ended);
    owner.noteTime(ended - began);
    this.#finished = this.#wasShared ? null : { caller, at: ended, counted: 0 };
    if (isDone) this.#waiting.delete(owner);
    else this.#enqueue(owner);
    this.#start();
  }

  #rest(milliseconds: number, now: number): void {
    if (milliseconds > UNINTERRUPTED_MILLISECONDS && !this.#isAlone(now)) this.#restEnd = now + milliseconds;
  }

  /** If only heavy callers have work, continues after their rest. */
  #awaitRest(): void {
    if (this.#active.size === 0 || this.#restTimer !== null) return;
    const milliseconds = Math.max(0, this.#restEnd - performance.now());
    this.#restTimer = setTimeout(() => {
      this.#restTimer = null;
      this.#start();
    }, milliseconds);
  }

  #isAlone(now: number): boolean {
    return now - this.#changedAt > ALONE_MILLISECONDS;
  }

  /** Returns true when the owner has no more jobs. */
  #slice(owner: Owner, { jobs, done }: Waiting): boolean {
    if (owner.isOver) {
      jobs.forEach((job) => job.abandon());
      done.forEach((job) => job.settle());
      return true;
    }
    for (let job = jobs[0]; job !== undefined; job = jobs[0]) {
      if (!job.advance(this.#sliceEnd)) return false;
      done.push(job);
      jobs.shift();
      if (jobs.length > 0 && performance.now() >= this.#sliceEnd) return false;
    }
    done.forEach((job) => job.settle());
    return true;
  }

  #count(milliseconds: number, caller: Caller): void {
    caller.time += milliseconds;
    const now = performance.now();
    this.#countedAt = now;
    if (milliseconds >= LONG_MILLISECONDS && caller.role !== 'shared')
      this.#countLong(milliseconds, caller, now);
    for (const other of this.#heavy) {
      if (other.longAt > now - RECENT_MILLISECONDS) break;
      this.#heavy.delete(other);
    }
  }

  #countLong(milliseconds: number, caller: Caller, now: number): void {
    caller.long = caller.long * Math.exp((caller.longAt - now) / RECENT_MILLISECONDS) + milliseconds;
    caller.longAt = now;
    this.#heavy.delete(caller);
    if (caller.long > HEAVY_MILLISECONDS) this.#heavy.add(caller);
  }

  #openTurn(): void {
    if (this.#isTurnOpen) return;
    this.#isTurnOpen = true;
    const now = performance.now();
    this.#sliceEnd = now + (this.#isAlone(now) ? LONG_SLICE_MILLISECONDS : SLICE_MILLISECONDS);
    setImmediate(() => {
      this.#isTurnOpen = false;
      this.#runSlice();
    });
  }

  #next(): { readonly owner: Owner; readonly caller: Caller; readonly waiting: Waiting } | null {
    const isResting = performance.now() < this.#restEnd;
    let caller: Caller | null = null;
    let shared: Caller | null = null;
    for (const candidate of this.#active) {
      if (isResting && this.#heavy.has(candidate)) continue;
      if (candidate.role === 'shared') shared = candidate;
      else if (caller === null || candidate.time < caller.time) caller = candidate;
    }
    if (shared !== null && (caller === null || !this.#wasShared)) caller = shared;
    if (caller === null) return null;
    for (const owner of caller.owners) {
      const waiting = this.#waiting.get(owner);
      if (waiting === undefined) continue;
      caller.owners.delete(owner);
      if (caller.owners.size === 0) this.#active.delete(caller);
      return { owner, caller, waiting };
    }
    return null;
  }
}

interface Caller {
  readonly role: OwnerRole;
  time: number;
  /** Milliseconds of the caller's long slices, decayed by age. */
  long: number;
  longAt: number;
  readonly owners: Set<Owner>;
}

interface Waiting {
  readonly jobs: Job[];
  readonly done: Job[];
}

interface Job {
  /** Runs until this time. Returns true when the job is done. */
  advance(until: number): boolean;
  settle(): void;
  abandon(): void;
}

class RuleJob<T> implements Job {
  #settlement: () => void = () => undefined;

  constructor(
    readonly owner: Owner,
    readonly work: Work<T>,
    readonly isPaid: boolean,
    readonly resolve: (result: T) => void,
    readonly reject: (error: unknown) => void,
  ) {}

  advance(until: number): boolean {
    const refusal = this.isPaid ? null : this.owner.refusal;
    if (refusal !== null) return this.#fail(refusal);
    try {
      for (;;) {
        const { done, value } = this.work.next();
        if (done === true) return this.#succeed(value);
        if (performance.now() >= until) return false;
      }
    } catch (error) {
      return this.#fail(error);
    }
  }

  settle(): void {
    this.#settlement();
  }

  abandon(): void {
    this.reject(this.owner.error());
  }

  #succeed(result: T): true {
    this.#settlement = () => this.resolve(result);
    return true;
  }

  #fail(error: unknown): true {
    this.#settlement = () => this.reject(error);
    return true;
  }
}

class StepJob<T> implements Job {
  #running: Promise<T> | null = null;

  constructor(
    readonly owner: Owner,
    readonly run: () => Promise<T>,
    readonly resolve: (result: T | Promise<T>) => void,
    readonly reject: (error: unknown) => void,
  ) {}

  advance(): boolean {
    const begin = async () => this.run();
    this.#running = begin();
    // The promise may reject before the job is settled.
    this.#running.catch(() => undefined);
    return true;
  }

  settle(): void {
    if (this.#running !== null) this.resolve(this.#running);
  }

  abandon(): void {
    this.reject(this.owner.error());
  }
}

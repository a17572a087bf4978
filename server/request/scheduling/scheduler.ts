import { performance } from 'node:perf_hooks';
import type { Work } from '../../rules';

/**
 * The time of one slice while several callers have work: with 5 ms, the second caller of bench:abuse waits twice as long. A
 * single caller gets longer slices, with which the process does 3 % more of its work.
 */
export const SLICE_MILLISECONDS = 2;
const LONG_SLICE_MILLISECONDS = 5;

/** A caller counts as the only one when no other has had work for this time. */
const ALONE_MILLISECONDS = 1000;

/**
 * A caller is heavy when it had long slices of this total time lately. One long slice says little: the machine may have done
 * something else meanwhile. Past slices count less and less: after a second, for about a third.
 */
const LONG_MILLISECONDS = 1;
const HEAVY_MILLISECONDS = 40;
const LATELY_MILLISECONDS = 1000;

/**
 * Callers that are not heavy are ahead of those that are by this time. Without it, a short request would tie with heavy callers
 * that have waited, and wait for a long statement between any two of its steps.
 */
const LIGHT_CREDIT_MILLISECONDS = 20;

/**
 * After a slice of more than this time, heavy callers wait as long as it took, unless one caller is alone. A request takes
 * several turns of the event loop, and would wait for such a slice in each: a statement of SQLite, a long body that is parsed.
 */
const UNINTERRUPTED_MILLISECONDS = 10;

/** Callers whose time is remembered while they have no work. */
const MAX_CALLERS = 10_000;

/**
 * Shared work, such as a statement for several requests, belongs to none of them: all wait for it, so it comes before the next
 * caller, but takes turns with them. The upkeep of the server, such as reading a new catalogue, counts as a caller. Neither keeps
 * a caller from being alone.
 */
export type Role = 'caller' | 'upkeep' | 'shared';

/** Work is done for an owner: a request, or the server. */
export interface Owner {
  readonly role: Role;
  /** The process is shared between callers, and the share of a caller between its requests. */
  readonly caller: string;
  /** True when the remaining work of the owner is to be abandoned. */
  readonly isOver: boolean;
  /** The error that rejects abandoned work. */
  error(): Error;
  /** The error that rejects rules when the owner cannot pay for more of them. */
  readonly refusal: Error | null;
  /** Notes time that the process has spent on the owner. */
  worked(milliseconds: number): void;
}

/** An owner of work that is never given up. */
export function lastingOwner(caller: string, role: Role = 'caller'): Owner {
  return {
    caller,
    role,
    isOver: false,
    error: () => new Error('This work is never given up.'),
    refusal: null,
    worked: () => undefined,
  };
}

/**
 * Shares the process between callers. Long work runs in slices, for a few milliseconds in each turn of the event loop; between
 * turns the process reads sockets, sends answers and runs timers. The caller with the least time gets the next slice, so short
 * requests overtake any number of long ones. Requests of one caller take turns.
 *
 * Jobs that an owner adds together resolve together, when the last one is done. Their continuations then share loader
 * batches, so slicing does not change the number of statements.
 */
export class Scheduler {
  readonly #callers = new Map<string, Caller>();
  /** Callers with work. */
  readonly #active = new Set<Caller>();
  readonly #waiting = new Map<Owner, Waiting>();
  /**
   * The time of the caller that was served last, but for those with a credit: callers that have had no work begin with it. It
   * goes on while nobody has work, so that a caller that comes back is level with a new one.
   */
  #clock = 0;
  /** When the last work was counted, as `performance.now()` counts. */
  #countedAt = performance.now();
  /** The caller that had work last, and when another one had. */
  #last: Caller | null = null;
  #changedAt = 0;
  /** Heavy callers, in the order of their last long slices. */
  readonly #heavy = new Set<Caller>();
  /** The caller whose work was done last, as long as what it leads to is not counted: the rest of the time since then. */
  #finished: { readonly caller: Caller; readonly at: number; counted: number } | null = null;
  /** Until then heavy callers wait, as `performance.now()` counts. */
  #restEnd = 0;
  #restTimer: NodeJS.Timeout | null = null;
  /** True when the last slice was shared work. */
  #wasShared = false;
  #isStarting = false;
  #isTurnOpen = false;
  /** When the slice of this turn is used up, as `performance.now()` counts. */
  #sliceEnd = 0;

  /** Runs work of an owner to its end, as long as the owner can pay for it. */
  run<T>(owner: Owner, work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#add(owner, new RuleJob(owner, work, false, resolve, reject));
    });
  }

  /** Runs work that an owner has paid for. */
  finish<T>(owner: Owner, work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#add(owner, new RuleJob(owner, work, true, resolve, reject));
    });
  }

  /** Runs a step that cannot pause, such as a statement of SQLite, as a slice of its own. */
  step<T>(owner: Owner, run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#add(owner, new StepJob(owner, run, resolve, reject));
    });
  }

  /** Counts work of an owner that was done outside slices. */
  note(owner: Owner, milliseconds: number): void {
    this.#count(milliseconds, this.#callerOf(owner));
    owner.worked(milliseconds);
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

  /** Runs slices after everything that is asked for at once, and after what the finished work leads to. */
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

  /** A slice may lead at once to work that takes longer: parsing, validating, resolvers that go on. */
  #countFinished(): void {
    if (this.#finished === null) return;
    const { caller, at, counted } = this.#finished;
    this.#finished = null;
    this.#count(performance.now() - at - counted, caller);
  }

  /** True when the next slice has to wait for the next turn of the event loop. */
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

  #remember(name: string, role: Role): Caller {
    if (this.#callers.size >= MAX_CALLERS) {
      for (const [known, caller] of this.#callers) if (!this.#active.has(caller)) this.#callers.delete(known);
    }
    const caller = { role, time: 0, long: 0, longAt: 0, owners: new Set<Owner>() };
    this.#callers.set(name, caller);
    return caller;
  }

  /**
   * Runs a slice: until the work of its owner is done, or the time of this turn of the event loop is used up. The next one
   * follows after what this one leads to, such as the answer to the request: so fewer results are in memory at the same time.
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
    owner.worked(ended - began);
    this.#finished = this.#wasShared ? null : { caller, at: ended, counted: 0 };
    if (isDone) this.#waiting.delete(owner);
    else this.#enqueue(owner);
    this.#start();
  }

  #rest(milliseconds: number, now: number): void {
    if (milliseconds > UNINTERRUPTED_MILLISECONDS && !this.#isAlone(now)) this.#restEnd = now + milliseconds;
  }

  /** Continues after the rest where only heavy callers have work. */
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

  /** True when nothing of the owner's waits any more. */
  #slice(owner: Owner, { jobs, done }: Waiting): boolean {
    if (owner.isOver) {
      jobs.forEach((job) => job.giveUp());
      done.forEach((job) => job.tell());
      return true;
    }
    for (let job = jobs[0]; job !== undefined; job = jobs[0]) {
      if (!job.advance(this.#sliceEnd)) return false;
      done.push(job);
      jobs.shift();
      if (jobs.length > 0 && performance.now() >= this.#sliceEnd) return false;
    }
    done.forEach((job) => job.tell());
    return true;
  }

  #count(milliseconds: number, caller: Caller): void {
    caller.time += milliseconds;
    const now = performance.now();
    this.#countedAt = now;
    if (milliseconds >= LONG_MILLISECONDS && caller.role !== 'shared')
      this.#countLong(milliseconds, caller, now);
    for (const other of this.#heavy) {
      if (other.longAt > now - LATELY_MILLISECONDS) break;
      this.#heavy.delete(other);
    }
  }

  #countLong(milliseconds: number, caller: Caller, now: number): void {
    caller.long = caller.long * Math.exp((caller.longAt - now) / LATELY_MILLISECONDS) + milliseconds;
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

  /** Takes the owner whose turn it is out of the queue. */
  #next(): { readonly owner: Owner; readonly caller: Caller; readonly waiting: Waiting } | null {
    const isResting = performance.now() < this.#restEnd;
    let caller: Caller | null = null;
    let shared: Caller | null = null;
    for (const one of this.#active) {
      if (isResting && this.#heavy.has(one)) continue;
      if (one.role === 'shared') shared = one;
      else if (caller === null || one.time < caller.time) caller = one;
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
  readonly role: Role;
  /** Milliseconds that the process has spent on the caller. */
  time: number;
  /** Milliseconds of its long slices, the earlier ones in part. */
  long: number;
  /** When the last long slice ended, as `performance.now()` counts. */
  longAt: number;
  /** Owners with work, the one whose turn it is first. */
  readonly owners: Set<Owner>;
}

interface Waiting {
  readonly jobs: Job[];
  readonly done: Job[];
}

interface Job {
  /** Runs until its slice ends; true when it is done. */
  advance(until: number): boolean;
  /** Tells the result of a job that is done. */
  tell(): void;
  giveUp(): void;
}

class RuleJob<T> implements Job {
  #settle: () => void = () => undefined;

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

  tell(): void {
    this.#settle();
  }

  giveUp(): void {
    this.reject(this.owner.error());
  }

  #succeed(result: T): true {
    this.#settle = () => this.resolve(result);
    return true;
  }

  #fail(error: unknown): true {
    this.#settle = () => this.reject(error);
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
    // It may fail before its result is told.
    this.#running.catch(() => undefined);
    return true;
  }

  tell(): void {
    if (this.#running !== null) this.resolve(this.#running);
  }

  giveUp(): void {
    this.reject(this.owner.error());
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Attack } from './attack';
import type { AttackedServer } from './attacked-server';
import { Caller } from './caller';
import type { Observations } from './judge';
import type { SecondCaller } from './second-caller';

/** Time limit for the requests that are in flight when an attack ends. */
const PATIENCE_MILLISECONDS = 20_000;

export interface AttackRun {
  readonly server: AttackedServer;
  readonly second: SecondCaller;
  /** Null if the second caller is anonymous. */
  readonly tokenOfSecond: string | null;
  readonly tokens: readonly (string | null)[];
  readonly milliseconds: number;
  /** A repeated attack continues the numbering, because some requests succeed only once. */
  readonly nextNumber: () => number;
  /** Each attacker sends exactly one request. */
  readonly once: boolean;
  readonly idleShare: number;
}

export async function runAttack(attack: Attack, running: AttackRun): Promise<Observations> {
  const { server, second, tokens } = running;
  const port = await server.port();
  const callers = tokens.map((token) => new Caller(port, token));
  const isPaid = attack.paidBy === 'budget';
  const before = isPaid ? await pointsOf(callers) : 0;
  const cpuBefore = await server.cpuSeconds();
  const start = performance.now();
  second.begin(port, running.tokenOfSecond);
  const outcomes = await attackWith(attack, callers, running);
  const times = await second.end();
  const cpu = (await server.cpuSeconds()) - cpuBefore;
  const idle = (running.idleShare * (performance.now() - start)) / 1000;
  const after = isPaid && server.isAlive() ? await pointsOf(callers).catch(() => null) : 0;
  // A server that no longer answers counts as dead.
  if (after === null) await server.kill();
  const isAlive = server.isAlive();
  const spent = before - (after ?? 0);
  callers.forEach((caller) => caller.stop());
  return { outcomes, spent, cpu: cpu - idle, times, isAlive };
}

export async function runIdle(
  server: AttackedServer,
  second: SecondCaller,
  token: string | null,
  milliseconds: number,
): Promise<{ readonly share: number; readonly times: readonly number[] }> {
  const port = await server.port();
  const before = await server.cpuSeconds();
  second.begin(port, token);
  await pause(milliseconds);
  const times = await second.end();
  return { share: ((await server.cpuSeconds()) - before) / (milliseconds / 1000), times };
}

/** The first call starts the one-minute budgets of the callers, and the attack ends within that minute. */
async function pointsOf(callers: readonly Caller[]): Promise<number> {
  const costs = await Promise.all(callers.map((caller) => caller.cost()));
  return costs.reduce((sum, { remaining }) => sum + remaining, 0);
}

async function attackWith(
  { request, inFlight }: Attack,
  callers: readonly Caller[],
  { milliseconds, nextNumber, once }: AttackRun,
): Promise<ReadonlyMap<string, number>> {
  const outcomes = new Map<string, number>();
  const until = performance.now() + milliseconds;
  const hasManyInFlight = inFlight > 1;
  const signal = AbortSignal.timeout(milliseconds + (hasManyInFlight ? 0 : PATIENCE_MILLISECONDS));
  const attackAs = async (caller: Caller) => {
    do {
      const outcome = await caller.send(request(nextNumber()), signal);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      // If the server has died, requests fail at once. The pause avoids a busy loop.
      if (outcome === 'no answer') await pause(50);
    } while (!once && performance.now() < until);
  };
  await Promise.all(callers.flatMap((caller) => Array.from({ length: inFlight }, () => attackAs(caller))));
  return outcomes;
}

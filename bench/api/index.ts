import type { ChildProcess } from 'node:child_process';
import { openDatabase } from '../../server/db/open-database';
import { mariadbUrl, startMariadbOnDemand, stopMariadb } from '../../test/support/mariadb';
import { send, type RequestSource } from '../load';
import {
  emptyDatabase,
  stopAll,
  identityProvider,
  startLimitServer,
  startProduct,
  statementsOf,
} from '../servers';
import {
  compare,
  judge,
  measureRound,
  assertSameAnswers,
  warmUp,
  mergeRounds,
  type RequestSourcePair,
  type Round,
} from '../side-by-side';
import { storeProgramme, TODAY, type Size } from './data';
import { BENCHMARK_QUERIES, type BenchmarkQueryKey } from './benchmark-queries';

export interface Options {
  readonly smoke: boolean;
  readonly only?: string;
  /** Another built checkout to compare with, instead of the hand-written server. */
  readonly against?: string;
  /** Arguments for Node in the measured server, such as profiler options. */
  readonly node?: readonly string[];
  readonly write: (line: string) => void;
}

/** The smallest accepted ratio of our requests per second to those of the other checkout. */
const GOALS_AGAINST_ANOTHER: Readonly<Record<BenchmarkQueryKey, number>> = {
  people: 0.97,
  levels: 0.97,
  explanation: 0.93,
};

const ROUNDS = 7;

export async function benchApi({ smoke, only, against, node = [], write }: Options): Promise<boolean> {
  const size: Size = smoke
    ? { organizations: 40, people: 800, achievements: 3200 }
    : { organizations: 2000, people: 40_000, achievements: 160_000 };
  const queryKeys = (Object.keys(BENCHMARK_QUERIES) as BenchmarkQueryKey[]).filter(
    (key) => only === undefined || only === key,
  );
  await startMariadbOnDemand();
  const identity = await identityProvider();
  try {
    const url = await emptyDatabase(await mariadbUrl());
    const database = await openDatabase(url, { connections: 2 });
    await storeProgramme(database, size);
    const organizations = await database.rows<{ id: string; searchName: string }>(
      'SELECT id, searchName FROM organization ORDER BY searchName, id',
    );
    await database.close();

    const start = (started: ChildProcess[], checkout?: string) =>
      startProduct(url, identity.jwksUrl, node, TODAY, started, checkout);
    const bench: Bench = { queryKeys, smoke, write, start, token: identity.token, organizations };
    write(
      'requests per second (limit), ratio (range); p50 and p99 in ms (limit); SQL statements per request',
    );
    return against === undefined
      ? await compareWithLimit(bench, (started) => startLimitServer('bench-api-limit.mjs', url, started))
      : await compareWithCheckout(bench, against);
  } finally {
    identity.stop();
    await stopMariadb();
  }
}

interface Bench {
  readonly queryKeys: readonly BenchmarkQueryKey[];
  readonly smoke: boolean;
  readonly write: (line: string) => void;
  readonly start: (started: ChildProcess[], checkout?: string) => Promise<number>;
  readonly token: string;
  readonly organizations: Programme['organizations'];
}

async function compareWithLimit(
  { queryKeys, smoke, write, start, token, organizations }: Bench,
  startTheLimit: (started: ChildProcess[]) => Promise<number>,
): Promise<boolean> {
  const started: ChildProcess[] = [];
  try {
    const product = await start(started);
    const limit = await startTheLimit(started);
    const cursors = await cursorsOf(product, token, organizations.length);
    let allMet = true;
    for (const key of queryKeys) {
      const requests = new Requests(key, { token, organizations, cursors });
      const pair = { product: requests.ofProduct(product), limit: requests.ofLimit(limit) };
      await assertSameAnswers(pair);
      const { line, met } = await compare(BENCHMARK_QUERIES[key], pair, smoke, () => statementsOf(product));
      allMet &&= met;
      write(line);
    }
    return smoke || allMet;
  } finally {
    await stopAll(started);
  }
}

/**
 * Starts both servers twice per round, once in each order: two processes of the same build can differ in speed by up to
 * a tenth for as long as they run.
 */
async function compareWithCheckout(bench: Bench, against: string): Promise<boolean> {
  const { queryKeys, smoke, write } = bench;
  const rounds: (readonly Round[])[] = [];
  for (let round = 0; round < (smoke ? 1 : ROUNDS); round++) {
    const oursFirst = await measureBoth(bench, [undefined, against], against);
    const oursLast = await measureBoth(bench, [against, undefined], against);
    rounds.push(oursFirst.map((one, i) => mergeRounds(one, oursLast[i] ?? one)));
  }
  let allMet = true;
  queryKeys.forEach((key, i) => {
    const measured = rounds.flatMap((round) => round[i] ?? []);
    const { line, met } = judge(
      { ...BENCHMARK_QUERIES[key], goal: GOALS_AGAINST_ANOTHER[key] },
      measured,
      smoke,
    );
    allMet &&= met;
    write(line);
  });
  return smoke || allMet;
}

async function measureBoth(
  { queryKeys, smoke, start, token, organizations }: Bench,
  order: readonly (string | undefined)[],
  against: string,
): Promise<readonly Round[]> {
  const started: ChildProcess[] = [];
  try {
    const ports = new Map<string | undefined, number>();
    for (const checkout of order) ports.set(checkout, await start(started, checkout));
    const [product = 0, other = 0] = [ports.get(undefined), ports.get(against)];
    const cursors = await cursorsOf(product, token, organizations.length);
    const measured: Round[] = [];
    for (const key of queryKeys) {
      const requests = new Requests(key, { token, organizations, cursors });
      const pair = { product: requests.ofProduct(product), limit: requests.ofProduct(other) };
      await assertSameAnswers(pair);
      await warmUp(pair, smoke);
      measured.push(
        order[0] === undefined ? await measureRound(pair, smoke) : await measureSwappedRound(pair, smoke),
      );
    }
    return measured;
  } finally {
    await stopAll(started);
  }
}

/**
 * Swaps the roles, so that the other build is measured in two halves around ours. Measuring in halves costs a second
 * start, so the builds take turns.
 */
async function measureSwappedRound({ product, limit }: RequestSourcePair, smoke: boolean): Promise<Round> {
  const round = await measureRound({ product: limit, limit: product }, smoke);
  return { product: round.limit, limit: round.product };
}

interface Programme {
  readonly token: string;
  readonly organizations: readonly { readonly id: string; readonly searchName: string }[];
  readonly cursors: readonly (string | null)[];
}

/** Each request asks for another page or organization, so that no answer comes from a cache. */
class Requests {
  readonly #count: number;

  constructor(
    readonly key: BenchmarkQueryKey,
    readonly programme: Programme,
  ) {
    this.#count = this.#isOfOrganization ? programme.organizations.length : programme.cursors.length;
  }

  ofProduct(port: number): () => RequestSource {
    const { token, organizations, cursors } = this.programme;
    return () =>
      this.#from({ port, path: '/graphql', headers: { authorization: `Bearer ${token}` } }, (i) => ({
        query: BENCHMARK_QUERIES[this.key].document,
        variables: this.#isOfOrganization ? { id: `org_${organizations[i]?.id}` } : { after: cursors[i] },
      }));
  }

  ofLimit(port: number): () => RequestSource {
    const { organizations } = this.programme;
    return () =>
      this.#from({ port, path: '/', headers: {} }, (i) => ({
        question: this.key,
        start: i === 0 ? '' : (organizations[i * 20 - 1]?.searchName ?? ''),
        id: organizations[i]?.id,
      }));
  }

  get #isOfOrganization(): boolean {
    return this.key === 'explanation';
  }

  #from(server: Omit<RequestSource, 'next'>, bodyOf: (i: number) => object): RequestSource {
    let i = 0;
    return {
      ...server,
      next: () => {
        i = (i + 7) % this.#count;
        return JSON.stringify(bodyOf(i));
      },
    };
  }
}

async function cursorsOf(
  port: number,
  token: string,
  organizations: number,
): Promise<readonly (string | null)[]> {
  const cursors: (string | null)[] = [null];
  while (cursors.length < organizations / 20) {
    const body = JSON.stringify({
      query: 'query ($after: String) { organizations(first: 20, after: $after) { pageInfo { endCursor } } }',
      variables: { after: cursors.at(-1) },
    });
    const headers = { authorization: `Bearer ${token}` };
    const { data } = JSON.parse(await send({ port, path: '/graphql', headers, next: () => body })) as {
      data: { organizations: { pageInfo: { endCursor: string } } };
    };
    cursors.push(data.organizations.pageInfo.endCursor);
  }
  return cursors;
}

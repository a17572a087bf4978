import type { ChildProcess } from 'node:child_process';
import { openDatabase } from '../../server/db/open-database';
import { mariadbUrl, startMariadbOnDemand, stopMariadb } from '../../test/support/mariadb';
import {
  emptyDatabase,
  stopAll,
  identityProvider,
  startLimitServer,
  startProduct,
  statementsOf,
} from '../servers';
import { compare, assertSameAnswers, type RequestSourcePair } from '../side-by-side';
import { measureWrites } from './measure-writes';
import { fillDatabase, TODAY } from './data';
import { assertSpansMatchRules, measureRefill } from './measure-refill';
import { searchesOver, variablesOf, type Search } from './searches';

/** The largest accepted growth of a p50 from the fewest to the most organizations. */
const MAX_GROWTH = 1.5;
/** If there are more organizations, a random sample of this size is verified. */
const MAX_VERIFIED = 10_000;

export interface Options {
  readonly smoke: boolean;
  readonly write: (line: string) => void;
  /** The numbers of organizations to measure, in this order. */
  readonly sizes?: readonly number[];
  /** Arguments for Node in the measured server. */
  readonly node?: readonly string[];
}

export async function benchProjection({ smoke, write, node = [], ...options }: Options): Promise<boolean> {
  const sizes = options.sizes ?? (smoke ? [30, 60] : [1000, 10_000, 100_000]);
  // The rows of two million people must fit into memory, as on a production server of that size.
  await startMariadbOnDemand(smoke ? [] : ['--innodb-buffer-pool-size=6G', '--innodb-log-file-size=1G']);
  const started: ChildProcess[] = [];
  const identity = await identityProvider();
  let allMet = true;
  try {
    const p50s: { readonly name: string; readonly size: number; readonly p50: number }[] = [];
    for (const size of sizes) {
      const url = await emptyDatabase(await mariadbUrl());
      const database = await openDatabase(url, { connections: 4 });
      const { people, achievements, spans, seconds } = await fillDatabase(
        url,
        database,
        size,
        () => undefined,
      );
      write(
        `${count(size)} organizations, ${count(people)} people, ${count(achievements)} achievements,` +
          ` ${count(spans)} spans; filled in ${seconds.toFixed(0)} s`,
      );
      await assertSpansMatchRules(database, MAX_VERIFIED);
      const searches = await searchesOver(database);
      const product = await startProduct(url, identity.jwksUrl, node, TODAY, started);
      const limit = await startLimitServer('bench-projection-limit.mjs', url, started);
      write('  requests per second (limit), ratio; p50 and p99 in ms (limit); SQL statements per request');
      for (const search of searches) {
        const pair = pairOf(search, product, limit, identity.token);
        await assertSameAnswers(pair);
        const { line, met, p50 } = await compare(search, pair, smoke, () => statementsOf(product));
        allMet &&= met;
        p50s.push({ name: search.name, size, p50 });
        write(`  ${line}`);
      }
      await stopAll(started.splice(0));
      if (size === sizes[0]) for (const line of await measureWrites(database, smoke)) write(line);
      write(`  ${await measureRefill(database, MAX_VERIFIED)}`);
      await database.close();
    }
    // A single size shows no growth.
    const largest = sizes.length > 1 ? sizes.at(-1) : null;
    for (const { name, p50 } of p50s.filter(({ size }) => size === largest)) {
      const smallest = p50s.find((one) => one.name === name && one.size === sizes[0])?.p50 ?? p50;
      const growth = p50 / smallest;
      const met = growth <= MAX_GROWTH;
      allMet &&= met;
      const verdict = smoke ? '' : `, goal ${MAX_GROWTH}: ${met ? 'met' : 'MISSED'}`;
      write(`${name}: p50 grows ${growth.toFixed(2)}x${verdict}`);
    }
    return smoke || allMet;
  } finally {
    identity.stop();
    await stopAll(started);
    await stopMariadb();
  }
}

function pairOf(
  { document, arguments: argumentSets }: Search,
  product: number,
  limit: number,
  token: string,
): RequestSourcePair {
  const inTurn = () => {
    let n = 0;
    return () => {
      const next = argumentSets[n++ % argumentSets.length];
      if (next === undefined) throw new Error('The search has no arguments to send.');
      return next;
    };
  };
  return {
    product: () => {
      const next = inTurn();
      return {
        port: product,
        path: '/graphql',
        headers: { authorization: `Bearer ${token}` },
        next: () => JSON.stringify({ query: document, variables: variablesOf(next()) }),
      };
    },
    limit: () => {
      const next = inTurn();
      return { port: limit, path: '/', headers: {}, next: () => JSON.stringify(next()) };
    },
  };
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

import type { ChildProcess } from 'node:child_process';
import { openDatabase } from '../../server/db/open-database';
import { mariadbUrl, offerMariadb, stopMariadb } from '../../test/support/mariadb';
import { emptyDatabase, end, identityProvider, startLimit, startProduct, statementsOf } from '../servers';
import { compare, mustAnswerAlike, type Pair } from '../side-by-side';
import { costOfWrites } from './cost-of-writes';
import { fill, TODAY } from './data';
import { mustBeACopy, recompute } from './recompute';
import { searchesOver, variablesOf, type Search } from './searches';

/** How much longer a search may take among the most organizations than among the fewest. */
const MAX_GROWTH = 1.5;
/** All of fewer organizations are verified, and so many of more, picked by chance. */
const MAX_VERIFIED = 10_000;

export interface Options {
  readonly smoke: boolean;
  readonly write: (line: string) => void;
  /** So many organizations, one size after the other. */
  readonly sizes?: readonly number[];
  /** Arguments of Node for the measured server. */
  readonly node?: readonly string[];
}

/** Prints what searches cost among more and more organizations, and what it costs to keep what they read. */
export async function benchProjection({ smoke, write, node = [], ...options }: Options): Promise<boolean> {
  const sizes = options.sizes ?? (smoke ? [30, 60] : [1000, 10_000, 100_000]);
  // Two million people and what they have earned are to be found in memory, as on a server made for them.
  await offerMariadb(smoke ? [] : ['--innodb-buffer-pool-size=6G', '--innodb-log-file-size=1G']);
  const started: ChildProcess[] = [];
  const identity = await identityProvider();
  let allMet = true;
  try {
    const p50s: { readonly name: string; readonly size: number; readonly p50: number }[] = [];
    for (const size of sizes) {
      const url = await emptyDatabase(await mariadbUrl());
      const database = await openDatabase(url, { connections: 4 });
      const { people, achievements, spans, seconds } = await fill(url, database, size, () => undefined);
      write(
        `${count(size)} organizations, ${count(people)} people, ${count(achievements)} achievements,` +
          ` ${count(spans)} spans; filled in ${seconds.toFixed(0)} s`,
      );
      await mustBeACopy(database, MAX_VERIFIED);
      const searches = await searchesOver(database);
      const product = await startProduct(url, identity.jwksUrl, node, TODAY, started);
      const limit = await startLimit('bench-projection-limit.mjs', url, started);
      write('  requests a second (limit), ratio, p50 and p99 in ms (limit), SQL statements a request');
      for (const search of searches) {
        const pair = pairOf(search, product, limit, identity.token);
        await mustAnswerAlike(pair);
        const { line, met, p50 } = await compare(search, pair, smoke, () => statementsOf(product));
        allMet &&= met;
        p50s.push({ name: search.name, size, p50 });
        write(`  ${line}`);
      }
      await end(started.splice(0));
      if (size === sizes[0]) for (const line of await costOfWrites(database, smoke)) write(line);
      write(`  ${await recompute(database, MAX_VERIFIED)}`);
      await database.close();
    }
    // Of one size alone nothing grows.
    const largest = sizes.length > 1 ? sizes.at(-1) : null;
    for (const { name, p50 } of p50s.filter(({ size }) => size === largest)) {
      const least = p50s.find((one) => one.name === name && one.size === sizes[0])?.p50 ?? p50;
      const growth = p50 / least;
      const met = growth <= MAX_GROWTH;
      allMet &&= met;
      const verdict = smoke ? '' : `, goal ${MAX_GROWTH}: ${met ? 'met' : 'MISSED'}`;
      write(`${name}: p50 grows ${growth.toFixed(2)}x${verdict}`);
    }
    return smoke || allMet;
  } finally {
    identity.stop();
    await end(started);
    await stopMariadb();
  }
}

function pairOf({ document, asked }: Search, product: number, limit: number, token: string): Pair {
  const turn = () => {
    let n = 0;
    return () => {
      const one = asked[n++ % asked.length];
      if (one === undefined) throw new Error('There is nothing to ask for.');
      return one;
    };
  };
  return {
    product: () => {
      const next = turn();
      return {
        port: product,
        path: '/graphql',
        headers: { authorization: `Bearer ${token}` },
        next: () => JSON.stringify({ query: document, variables: variablesOf(next()) }),
      };
    },
    limit: () => {
      const next = turn();
      return { port: limit, path: '/', headers: {}, next: () => JSON.stringify(next()) };
    },
  };
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

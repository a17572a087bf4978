import { generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import type { TokenIssuer } from '../../server/auth/tokens';
import { storeFirstCatalogue } from '../../server/commands/store-first-catalogue';
import { readConfig, type Config } from '../../server/config';
import type { Database } from '../../server/db/database';
import { day } from '../../server/rules';
import { startServer, type ServerOptions } from '../../server/server';
import { comparingExecutor } from './comparing-executor';
import { migrated, type Kind } from './databases';
import { keptCopyIn, type Outdated } from './span-check';

/** The day that is today in tests which do not say otherwise. */
export const TODAY = '2026-03-02';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says what it expects of an answer
  readonly body: any;
}

export interface Ask {
  readonly variables?: object;
  /** The Authorization header. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly operationName?: string;
}

/** A server of its own on a migrated database of its own, with the catalogue and nothing else. */
export interface TestServer {
  readonly url: string;
  readonly database: Database;
  /** Every line of the log, parsed. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  ask(document: string, ask?: Ask): Promise<Answer>;
  post(body: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The line about a request, which is written after its answer; those who `ask` need not wait for it. */
  logged(answer: { readonly headers: Headers }): Promise<Readonly<Record<string, unknown>>>;
  /** The same database, as another server has it. */
  open(): Promise<Database>;
  /** An Authorization header for a person. */
  person(subject: string, roles?: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

export interface TestServerOptions extends Partial<Omit<ServerOptions, 'config' | 'database' | 'log'>> {
  readonly config?: Partial<Config>;
  /** Puts something between the server and its database. */
  readonly between?: (database: Database) => Database;
  /** Whether there are organizations whose spans are outdated; `none` where it is not said. */
  readonly outdated?: Outdated;
}

export async function startTestServer(kind: Kind, options: TestServerOptions = {}): Promise<TestServer> {
  const {
    config: changed,
    between = (database) => database,
    outdated = 'none',
    issuers = [],
    executorOf = comparingExecutor,
    ...rest
  } = options;
  const { database, test } = await migrated(kind);
  const log: Record<string, unknown>[] = [];
  const sign = await signer();
  const config = {
    // A test sends more requests at once than one caller would.
    ...readConfig({ LAUREL_MAX_CONNECTIONS_PER_ADDRESS: '2000', LAUREL_PORT: '0', LAUREL_HOST: '127.0.0.1' }),
    today: day(TODAY),
    ...changed,
  };
  await storeFirstCatalogue(database, { file: config.catalogueFile, timeZone: config.timeZone }, new Date());
  const kept = keptCopyIn(database, outdated);
  const server = await startServer({
    // What is derived is derived by commands, or the test would not learn what they forget.
    refilling: false,
    // Prices are then the same on every machine.
    freeMilliseconds: Infinity,
    ...rest,
    config,
    database: between(database),
    log: pino({ level: 'info' }, linesInto(log)),
    issuers: [sign.issuer, ...issuers],
    executorOf,
  });

  const logged: TestServer['logged'] = async ({ headers }) => {
    const id = headers.get('x-request-id');
    for (;;) {
      const line = log.findLast(({ msg, requestId }) => msg === 'request' && requestId === id);
      if (line !== undefined) return line;
      await nextTurn();
    }
  };
  const send = async (init: RequestInit & { readonly body: string }): Promise<Answer> => {
    await kept.beforeRequest(init.body);
    const response = await fetch(`${server.url}/graphql`, init);
    const text = await response.text();
    await logged(response);
    return { status: response.status, headers: response.headers, body: JSON.parse(text) };
  };
  const post = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    send({
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...headers,
      },
    });
  return {
    url: server.url,
    database: kept.database,
    log,
    logged,
    post,
    open: () => test.open(),
    ask: (query, { variables, as, headers, operationName } = {}) =>
      post(JSON.stringify({ query, variables, operationName }), {
        ...(as === undefined ? {} : { authorization: as }),
        ...headers,
      }),
    person: async (subject, roles = []) => `Bearer ${await sign.token(subject, { roles })}`,
    async stop() {
      await server.stop();
      try {
        await kept.mustBeACopy();
      } finally {
        await test.drop();
      }
    },
  };
}

export interface Signer {
  readonly issuer: TokenIssuer;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  token(subject: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
}

/** Somebody who signs tokens, as an identity provider would. */
export async function signer(issuer = 'https://identity.example'): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    privateKey,
    publicKey,
    issuer: {
      issuer,
      audience: 'laurel',
      algorithms: ['ES256'],
      clockSkewSeconds: 0,
      rolesClaim: 'roles',
      keys: () => publicKey,
    },
    token: (subject, claims = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(issuer)
        .setAudience('laurel')
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
  };
}

function linesInto(log: Record<string, unknown>[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().split('\n').filter(Boolean)) {
        log.push(JSON.parse(line) as Record<string, unknown>);
      }
      done();
    },
  });
}

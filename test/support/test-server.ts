import { generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import type { TokenIssuer } from '../../server/auth/tokens';
import { storeFirstCatalogue } from '../../server/commands/catalogue/store-first-catalogue';
import { readConfig, type Config } from '../../server/config';
import type { Database } from '../../server/db/database';
import { day } from '../../server/rules';
import { startServer } from '../../server/server';
import type { ServerOptions } from '../../server/server-options';
import { comparingExecutor } from './comparing-executor';
import { openMigratedDatabase, type DatabaseKind } from './databases';
import { checkSpansOf, type OutdatedSpans } from './span-check';

export const TODAY = '2026-03-02';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tests assert the shape of answers
  readonly body: any;
}

export interface AskOptions {
  readonly variables?: object;
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly operationName?: string;
}

/** A server on a migrated database of its own, which has the catalogue and no other data. */
export interface TestServer {
  readonly url: string;
  readonly database: Database;
  readonly log: readonly Readonly<Record<string, unknown>>[];
  ask(document: string, ask?: AskOptions): Promise<Answer>;
  post(body: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The log line of a request. It is written after the answer, but `ask` and `post` wait for it. */
  logged(answer: { readonly headers: Headers }): Promise<Readonly<Record<string, unknown>>>;
  /** Opens the same database as another server would. */
  open(): Promise<Database>;
  person(subject: string, roles?: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

export interface TestServerOptions extends Partial<Omit<ServerOptions, 'config' | 'database' | 'log'>> {
  readonly config?: Partial<Config>;
  readonly between?: (database: Database) => Database;
  readonly outdated?: OutdatedSpans;
}

export async function startTestServer(
  kind: DatabaseKind,
  options: TestServerOptions = {},
): Promise<TestServer> {
  const {
    config: changedConfig,
    between = (database) => database,
    outdated = 'none',
    issuers = [],
    executorOf = comparingExecutor,
    ...rest
  } = options;
  const { database, test } = await openMigratedDatabase(kind);
  const log: Record<string, unknown>[] = [];
  const tokenSigner = await signer();
  const config = {
    // Some tests send more concurrent requests than one caller would.
    ...readConfig({
      LAUREL_MAX_CONNECTIONS_PER_ADDRESS: '2000',
      LAUREL_PORT: '0',
      LAUREL_HOST: '127.0.0.1',
      LAUREL_SCHEMA: 'full',
    }),
    today: day(TODAY),
    ...changedConfig,
  };
  await storeFirstCatalogue(database, { file: config.catalogueFile, timeZone: config.timeZone }, new Date());
  const spans = checkSpansOf(database, outdated);
  const server = await startServer({
    // Does not refill in the background, so that a test detects a command that fails to update spans.
    refilling: false,
    // Processing time costs no points, so that prices are the same on every machine.
    freeMilliseconds: Infinity,
    ...rest,
    config,
    database: between(database),
    log: pino({ level: 'info' }, linesInto(log)),
    issuers: [tokenSigner.issuer, ...issuers],
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
    await spans.beforeRequest(init.body);
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
    database: spans.database,
    log,
    logged,
    post,
    open: () => test.open(),
    ask: (query, { variables, as, headers, operationName } = {}) =>
      post(JSON.stringify({ query, variables, operationName }), {
        ...(as === undefined ? {} : { authorization: as }),
        ...headers,
      }),
    person: async (subject, roles = []) => `Bearer ${await tokenSigner.token(subject, { roles })}`,
    async stop() {
      await server.stop();
      try {
        await spans.mustBeACopy();
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

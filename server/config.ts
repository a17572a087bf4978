import { z } from 'zod';
import { nearMatch } from './checks/near-match';
import { PlainError } from './messages/plain-error';
import { isDay, type Day } from './rules';

export interface Config {
  readonly databaseUrl: string;
  readonly databaseConnections: number;
  readonly migrate: boolean;
  readonly host: string;
  readonly port: number;
  /** How long a stopping server reports "not ready" before it closes its port, so that load balancers notice. */
  readonly drainSeconds: number;
  /** A file with catalogue version 1 for an empty database; null selects the built-in catalogue. */
  readonly catalogueFile: string | null;
  readonly timeZone: string;
  /** A fixed current day for demonstrations and tests; null uses the clock. */
  readonly today: Day | null;
  readonly demo: boolean;
  readonly demoFolder: string;
  /** Issues the tokens of people. If it is null, only API keys and demo tokens are accepted. */
  readonly issuer: Issuer | null;
  readonly rateLimits: RateLimits;
  readonly corsOrigins: readonly string[];
  /**
   * The number of reverse proxies in front of the server. With n proxies, the client's address is the nth entry from
   * the right of `X-Forwarded-For`.
   */
  readonly proxies: number;
  /** Time limit for receiving a request and, without proxies, for an idle connection. */
  readonly requestSeconds: number;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number | null;
  readonly schema: SchemaExposure;
  /** Serves GraphiQL, Apollo Sandbox and the redirect from `/`. */
  readonly pages: boolean;
  readonly metrics: boolean;
  /** A separate address for `/metrics`; null serves it on the public port. */
  readonly metricsAddress: Address | null;
  readonly logLevel: LogLevel;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: URL;
  readonly algorithms: readonly string[];
  readonly clockSkewSeconds: number;
  /** The token claim that lists a person's vendor roles (`agent`, `programme-admin`). */
  readonly rolesClaim: string;
}

/** Points per minute for each kind of caller. */
export interface RateLimits {
  readonly anonymous: number;
  readonly person: number;
  readonly apiKey: number;
  readonly agent: number;
}

const SCHEMA_EXPOSURES = ['full', 'sdl', 'hidden'] as const;
/** `full`: introspection and `/schema.graphql`; `sdl`: only the latter; `hidden`: neither, and no suggestions. */
export type SchemaExposure = (typeof SCHEMA_EXPOSURES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

type Environment = Readonly<Record<string, string | undefined>>;

const points = wholeNumber(1, 1e9);

const SETTINGS = z.object({
  LAUREL_DATABASE: databaseUrl().default('sqlite:data/laurel.sqlite'),
  LAUREL_DATABASE_CONNECTIONS: wholeNumber(1, 1000).default(10),
  LAUREL_MIGRATE: flag().default(true),
  LAUREL_HOST: z.string().optional(),
  LAUREL_PORT: wholeNumber(0, 65_535).default(4000),
  LAUREL_DRAIN_SECONDS: wholeNumber(0, 300).default(0),
  LAUREL_CATALOGUE: z.string().optional(),
  LAUREL_TIME_ZONE: timeZone().default('UTC'),
  LAUREL_TODAY: today().optional(),
  LAUREL_DEMO: flag().default(false),
  LAUREL_DEMO_FOLDER: z.string().default('data'),
  LAUREL_JWT_ISSUER: withoutCredentials().optional(),
  LAUREL_JWT_AUDIENCE: z.string().optional(),
  LAUREL_JWT_JWKS_URL: withoutCredentials().default(''),
  LAUREL_JWT_ALGORITHMS: algorithms().default(['RS256', 'ES256']),
  LAUREL_JWT_CLOCK_SKEW_SECONDS: wholeNumber(0, 300).default(5),
  LAUREL_JWT_ROLES_CLAIM: z.string().default('roles'),
  LAUREL_RATE_ANONYMOUS: points.default(20_000),
  LAUREL_RATE_PERSON: points.default(100_000),
  LAUREL_RATE_API_KEY: points.default(200_000),
  LAUREL_RATE_AGENT: points.default(500_000),
  LAUREL_CORS_ORIGINS: origins().default([]),
  LAUREL_PROXIES: wholeNumber(0, 10).default(0),
  LAUREL_REQUEST_SECONDS: wholeNumber(1, 3600).default(30),
  LAUREL_MAX_CONNECTIONS: wholeNumber(1, 1_000_000).default(2000),
  LAUREL_MAX_CONNECTIONS_PER_ADDRESS: wholeNumber(1, 1_000_000).optional(),
  LAUREL_SCHEMA: oneOf(SCHEMA_EXPOSURES).optional(),
  LAUREL_PAGES: flag().optional(),
  LAUREL_METRICS: flag().default(false),
  LAUREL_METRICS_ADDRESS: address().optional(),
  LAUREL_LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
});

type Settings = z.output<typeof SETTINGS>;

export function readConfig(environment: Environment): Config {
  const given = laurelSettings(environment);
  const settings = readSettings(given);
  refuseContradictions(settings, environment['NODE_ENV'] === 'production');
  const demo = settings.LAUREL_DEMO;
  const pages = settings.LAUREL_PAGES ?? demo;
  const config: Config = {
    databaseUrl: settings.LAUREL_DATABASE,
    databaseConnections: settings.LAUREL_DATABASE_CONNECTIONS,
    migrate: settings.LAUREL_MIGRATE,
    host: settings.LAUREL_HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    port: settings.LAUREL_PORT,
    drainSeconds: settings.LAUREL_DRAIN_SECONDS,
    catalogueFile: settings.LAUREL_CATALOGUE ?? null,
    timeZone: settings.LAUREL_TIME_ZONE,
    today: settings.LAUREL_TODAY ?? null,
    demo,
    demoFolder: settings.LAUREL_DEMO_FOLDER,
    issuer: issuerOf(settings, given),
    rateLimits: {
      anonymous: settings.LAUREL_RATE_ANONYMOUS,
      person: settings.LAUREL_RATE_PERSON,
      apiKey: settings.LAUREL_RATE_API_KEY,
      agent: settings.LAUREL_RATE_AGENT,
    },
    corsOrigins: settings.LAUREL_CORS_ORIGINS,
    proxies: settings.LAUREL_PROXIES,
    requestSeconds: settings.LAUREL_REQUEST_SECONDS,
    maxConnections: settings.LAUREL_MAX_CONNECTIONS,
    maxConnectionsPerAddress:
      settings.LAUREL_PROXIES > 0 ? null : (settings.LAUREL_MAX_CONNECTIONS_PER_ADDRESS ?? 200),
    schema: settings.LAUREL_SCHEMA ?? (pages ? 'full' : 'sdl'),
    pages,
    metrics: settings.LAUREL_METRICS,
    metricsAddress: settings.LAUREL_METRICS_ADDRESS ?? null,
    logLevel: settings.LAUREL_LOG_LEVEL,
  };
  refuseUnknown(given);
  return config;
}

function laurelSettings(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value = '']) =>
      name.startsWith('LAUREL_') && value !== '' ? [[name, value]] : [],
    ),
  );
}

function readSettings(given: Readonly<Record<string, string>>): Settings {
  const { data, error } = SETTINGS.safeParse(given);
  if (error === undefined) return data;
  const [issue] = error.issues;
  throw new PlainError(issue?.message.replace(NAME, String(issue.path[0])) ?? error.message);
}

function refuseContradictions(settings: Settings, isProduction: boolean): void {
  if (settings.LAUREL_DEMO && isProduction)
    throw new PlainError(
      'LAUREL_DEMO must not be "true" when NODE_ENV is "production", because anyone can use demo tokens. Unset one of the two.',
    );
  if (settings.LAUREL_TODAY !== undefined && !settings.LAUREL_DEMO)
    throw new PlainError(
      'LAUREL_TODAY needs LAUREL_DEMO=true, because in production the clock decides which day it is. Unset LAUREL_TODAY.',
    );
  const { LAUREL_PAGES: pages, LAUREL_SCHEMA: schema = 'full' } = settings;
  if ((pages ?? settings.LAUREL_DEMO) && schema !== 'full')
    throw new PlainError(
      `The pages need introspection, but LAUREL_SCHEMA is "${schema}". Set LAUREL_SCHEMA to "full", or LAUREL_PAGES to "false".`,
    );
  if (settings.LAUREL_METRICS_ADDRESS !== undefined && !settings.LAUREL_METRICS)
    throw new PlainError(
      'LAUREL_METRICS_ADDRESS needs LAUREL_METRICS=true. Set LAUREL_METRICS to "true", or unset LAUREL_METRICS_ADDRESS.',
    );
  if (settings.LAUREL_MAX_CONNECTIONS_PER_ADDRESS !== undefined && settings.LAUREL_PROXIES > 0)
    throw new PlainError(
      'LAUREL_MAX_CONNECTIONS_PER_ADDRESS cannot be used with LAUREL_PROXIES, because all connections come from the proxies. Unset it.',
    );
}

function issuerOf(settings: Settings, given: Readonly<Record<string, string>>): Issuer | null {
  const { LAUREL_JWT_ISSUER: issuer, LAUREL_JWT_AUDIENCE: audience } = settings;
  if (issuer === undefined) {
    const other = Object.keys(given).find((name) => name.startsWith('LAUREL_JWT_'));
    if (other === undefined) return null;
    throw new PlainError(
      `LAUREL_JWT_ISSUER is missing, but ${other} is set. Set LAUREL_JWT_ISSUER to the issuer of the tokens, or unset ${other}.`,
    );
  }
  if (audience === undefined)
    throw new PlainError('LAUREL_JWT_AUDIENCE is missing. Set it to the audience of tokens for this server.');
  return {
    issuer,
    audience,
    jwksUrl: jwksUrlOf(settings),
    algorithms: settings.LAUREL_JWT_ALGORITHMS,
    clockSkewSeconds: settings.LAUREL_JWT_CLOCK_SKEW_SECONDS,
    rolesClaim: settings.LAUREL_JWT_ROLES_CLAIM,
  };
}

function jwksUrlOf({ LAUREL_JWT_JWKS_URL: value, LAUREL_DEMO: demo }: Settings): URL {
  // Over plain http, an attacker on the network can add a key and sign tokens with it.
  const protocols = demo ? ['https:', 'http:'] : ['https:'];
  if (hasProtocol(value, protocols)) return new URL(value);
  if (value === '')
    throw new PlainError("LAUREL_JWT_JWKS_URL is missing. Set it to the https address of the issuer's keys.");
  throw new PlainError(
    demo
      ? `LAUREL_JWT_JWKS_URL must be the http or https address of the issuer's keys, not "${withoutPassword(value)}".`
      : `LAUREL_JWT_JWKS_URL must be the https address of the issuer's keys, not "${withoutPassword(value)}". Only LAUREL_DEMO=true allows http.`,
  );
}

const FOREIGN_SETTING = /^LAUREL_(TEST|CLIENT)_/;

/** A mistyped setting would silently have no effect. */
function refuseUnknown(given: Readonly<Record<string, string>>): void {
  const known = Object.keys(SETTINGS.shape);
  const unknown = Object.keys(given).find((name) => !known.includes(name) && !FOREIGN_SETTING.test(name));
  if (unknown === undefined) return;
  const near = nearMatch(unknown, known);
  throw new PlainError(
    near === null
      ? `Unknown setting ${unknown}. The settings are ${known.toSorted().join(', ')}.`
      : `Unknown setting ${unknown}. Did you mean ${near}?`,
  );
}

/** Stands for the name of the setting in a sentence. */
const NAME = '{name}';

/**
 * `read` returns undefined for an invalid value, and `sentence` describes the problem. If `read` calls `refuse` instead,
 * it chooses the part of the value that the sentence shows, or another sentence.
 */
function setting<T>(
  sentence: (shown: string) => string,
  read: (value: string, refuse: (shown: string, otherSentence?: string) => undefined) => T | undefined,
) {
  return z.string().transform((value, context): T => {
    let message = sentence(withoutPassword(value));
    const result = read(value, (shown, otherSentence = sentence(shown)) => {
      message = otherSentence;
      return undefined;
    });
    if (result !== undefined) return result;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

function oneOf<const T extends string>(values: readonly T[]) {
  return setting(
    (shown) => `${NAME} must be one of ${values.join(', ')}, not "${shown}".`,
    (value) => values.find((each) => each === value),
  );
}

function flag() {
  return setting(
    (shown) => `${NAME} must be "true" or "false", not "${shown}".`,
    (value) => ['true', 'false'].find((each) => each === value),
  ).transform((value) => value === 'true');
}

function wholeNumber(min: number, max: number) {
  return setting(
    (shown) => `${NAME} must be a whole number from ${min} to ${max}, not "${shown}".`,
    (value) => {
      const number = Number(value);
      return /^\d+$/.test(value) && number >= min && number <= max ? number : undefined;
    },
  );
}

function databaseUrl() {
  const sentence = (shown: string) =>
    `${NAME} must have the form sqlite:FILE, mysql://user:password@host/database or mariadb://user:password@host/database, not "${shown}".`;
  return setting(sentence, (value, refuse) => {
    if (/^sqlite:.+/.test(value)) return value;
    if (!hasProtocol(value, ['mysql:', 'mariadb:'])) return undefined;
    const { pathname, searchParams } = new URL(value);
    if (pathname.length < 2) return undefined;
    const options = searchParams.toString();
    if (['', 'ssl=true', 'ssl=false'].includes(options)) return value;
    return refuse(options, `${NAME} can end with the option "?ssl=true", but not with "?${options}".`);
  });
}

function timeZone() {
  return setting(
    (shown) => `${NAME} must be an IANA time zone such as "Europe/Berlin", not "${shown}".`,
    (value) => {
      try {
        return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
      } catch {
        return undefined;
      }
    },
  );
}

function today() {
  return setting(
    (shown) => `${NAME} must be a calendar day (YYYY-MM-DD), not "${shown}".`,
    (value) => (isDay(value) ? value : undefined),
  );
}

function address() {
  return setting(
    (shown) => `${NAME} must be a host and a port, such as "127.0.0.1:9464" or "[::1]:9464", not "${shown}".`,
    (value): Address | undefined => {
      const [, host = '', port = ''] = /^(\[[\da-f:.]+\]|[\w.-]+):(\d+)$/i.exec(value) ?? [];
      const isPort = Number(port) >= 1 && Number(port) <= 65_535;
      return isPort ? { host: host.replace(/^\[|\]$/g, ''), port: Number(port) } : undefined;
    },
  );
}

function origins() {
  const isOrigin = (text: string) => text === '*' || (URL.canParse(text) && new URL(text).origin === text);
  const sentence = (shown: string) =>
    `${NAME} must be "*" or comma-separated origins such as "https://partners.example", but "${shown}" is no origin.`;
  return setting(sentence, (value, refuse) => {
    const list = value.split(',').filter((part) => part !== '');
    const invalid = list.find((origin) => !isOrigin(origin));
    return invalid === undefined ? list : refuse(withoutPassword(invalid));
  });
}

function algorithms() {
  const sentence = (shown: string) =>
    `${NAME} must list one or more of ${ALGORITHMS.join(', ')}, but "${shown}" is none of them.`;
  return setting(sentence, (value, refuse) => {
    const list = value.split(',');
    const unsupported = list.find((algorithm) => !ALGORITHMS.includes(algorithm));
    return unsupported === undefined ? list : refuse(unsupported);
  });
}

/** The addresses of an issuer appear in the log, and `fetch` rejects an address with credentials. */
function withoutCredentials() {
  const sentence = (shown: string) =>
    `${NAME} must be an address without a user name and password, not "${shown}": the keys of an issuer are public.`;
  return setting(sentence, (value) => {
    const { username, password } = URL.canParse(value) ? new URL(value) : { username: '', password: '' };
    return username === '' && password === '' ? value : undefined;
  });
}

function hasProtocol(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

/** Error messages end up in logs. A password may contain an `@`, so everything before the last `@` is cut. */
function withoutPassword(value: string): string {
  return value.includes('@') ? `…${value.slice(value.lastIndexOf('@'))}` : value;
}

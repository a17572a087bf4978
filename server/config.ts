import { PlainError } from './messages/plain-error';
import { isDay, type Day } from './rules';

/** Everything that the environment decides, in one place. */
export interface Config {
  /** `sqlite:FILE`, `mysql://user:password@host/database` or `mariadb://…`. */
  readonly databaseUrl: string;
  readonly databaseConnections: number;
  /** Bring the tables up to date before listening. */
  readonly migrate: boolean;
  readonly host: string;
  readonly port: number;
  /** How long a stopping server answers "not ready" before it stops listening, so that balancers notice. */
  readonly drainSeconds: number;
  /** The document that becomes version 1 of the catalogue in an empty database; null: the one that is built in. */
  readonly catalogueFile: string | null;
  /** Which day is today, everywhere in the programme. */
  readonly timeZone: string;
  /** A day that stands for every today (demonstrations, tests); null: the clock decides. */
  readonly today: Day | null;
  readonly demo: boolean;
  /** Where demo mode keeps the key that signs its tokens. */
  readonly demoFolder: string;
  /** Who signs the tokens of people; null: only API keys (and, in demo mode, demo tokens) are taken. */
  readonly issuer: Issuer | null;
  readonly rateLimits: RateLimits;
  readonly corsOrigins: readonly string[];
  /** How many proxies of ours stand before the server: so many addresses from the right of `X-Forwarded-For` count. */
  readonly proxies: number;
  /** In which a request must arrive, and how long a connection stays open between two requests. */
  readonly requestSeconds: number;
  readonly maxConnections: number;
  /** Null behind proxies, whose addresses are those of all callers. */
  readonly maxConnectionsPerAddress: number | null;
  readonly introspection: boolean;
  /** GraphiQL, Sandbox and the way to it from `/`. */
  readonly pages: boolean;
  readonly metrics: boolean;
  /** The address of `/metrics`; null serves it on the public port. */
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
  /** The claim that lists the roles at the vendor (`agent`, `programme-admin`). */
  readonly rolesClaim: string;
}

/** What each caller may spend in a minute, in points of cost. */
export interface RateLimits {
  readonly anonymous: number;
  readonly person: number;
  readonly apiKey: number;
  readonly agent: number;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

type Environment = Readonly<Record<string, string | undefined>>;

/** A value that cannot be right stops the start with one sentence. */
class BadConfiguration extends PlainError {
  constructor(name: string, value: string, allowed: string) {
    super(`${name} is "${value}", but must be ${allowed}.`);
  }
}

export function readConfig(environment: Environment): Config {
  const read = reader(environment);
  // Production is where LAUREL_DEMO is not "true".
  const demo = read.flag('LAUREL_DEMO', false);
  if (demo && environment['NODE_ENV'] === 'production') {
    throw new BadConfiguration(
      'LAUREL_DEMO',
      'true',
      'false where NODE_ENV is "production": demo tokens are open to anyone',
    );
  }
  const today = read.day('LAUREL_TODAY');
  if (today !== null && !demo) {
    throw new BadConfiguration(
      'LAUREL_TODAY',
      today,
      'left out unless LAUREL_DEMO is "true": in production the clock decides',
    );
  }
  const metrics = read.flag('LAUREL_METRICS', false);
  const config: Config = {
    databaseUrl: read.databaseUrl('LAUREL_DATABASE', 'sqlite:data/laurel.sqlite'),
    databaseConnections: read.number('LAUREL_DATABASE_CONNECTIONS', 10, 1, 1000),
    migrate: read.flag('LAUREL_MIGRATE', true),
    host: read.text('LAUREL_HOST', demo ? '127.0.0.1' : '0.0.0.0'),
    port: read.number('LAUREL_PORT', 4000, 0, 65_535),
    drainSeconds: read.number('LAUREL_DRAIN_SECONDS', 0, 0, 300),
    catalogueFile: read.optional('LAUREL_CATALOGUE'),
    timeZone: read.timeZone('LAUREL_TIME_ZONE', 'UTC'),
    today,
    demo,
    demoFolder: read.text('LAUREL_DEMO_FOLDER', 'data'),
    issuer: read.issuer(demo),
    rateLimits: {
      anonymous: read.number('LAUREL_RATE_ANONYMOUS', 20_000, 1, 1e9),
      person: read.number('LAUREL_RATE_PERSON', 100_000, 1, 1e9),
      apiKey: read.number('LAUREL_RATE_API_KEY', 200_000, 1, 1e9),
      agent: read.number('LAUREL_RATE_AGENT', 500_000, 1, 1e9),
    },
    corsOrigins: read.origins('LAUREL_CORS_ORIGINS'),
    proxies: read.number('LAUREL_PROXIES', 0, 0, 10),
    requestSeconds: read.number('LAUREL_REQUEST_SECONDS', 30, 1, 3600),
    maxConnections: read.number('LAUREL_MAX_CONNECTIONS', 2000, 1, 1_000_000),
    maxConnectionsPerAddress: read.connectionsPerAddress(),
    introspection: read.flag('LAUREL_INTROSPECTION', true),
    pages: read.flag('LAUREL_PAGES', demo),
    metrics,
    metricsAddress: read.metricsAddress(metrics),
    logLevel: read.oneOf('LAUREL_LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  refuseUnknown(environment, read.known);
  return config;
}

/** Names that are ours but not the server's: of the tests, and of clients. */
const NOT_OF_THE_SERVER = /^LAUREL_(TEST|CLIENT)_/;

/** A mistyped name would be a setting that silently does nothing. */
function refuseUnknown(environment: Environment, known: ReadonlySet<string>): void {
  const unknown = given(environment).find((name) => !known.has(name) && !NOT_OF_THE_SERVER.test(name));
  if (unknown === undefined) return;
  throw new PlainError(`${unknown} is no setting. There are ${[...known].toSorted().join(', ')}.`);
}

function given(environment: Environment): readonly string[] {
  return Object.keys(environment).filter((name) => name.startsWith('LAUREL_') && environment[name] !== '');
}

function reader(environment: Environment) {
  /** Every name that is read is a setting. */
  const known = new Set<string>();
  const optional = (name: string): string | null => {
    known.add(name);
    const value = environment[name];
    return value === undefined || value === '' ? null : value;
  };
  const text = (name: string, otherwise: string) => optional(name) ?? otherwise;
  const list = (name: string) => (optional(name) ?? '').split(',').filter((part) => part !== '');
  const oneOf = <T extends string>(name: string, values: readonly T[], otherwise: T): T => {
    const value = text(name, otherwise);
    const found = values.find((each) => each === value);
    if (found === undefined) throw new BadConfiguration(name, value, `one of ${values.join(', ')}`);
    return found;
  };
  const number = (name: string, otherwise: number, least: number, most: number): number => {
    const value = text(name, String(otherwise));
    if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > most) {
      throw new BadConfiguration(name, value, `a whole number from ${least} to ${most}`);
    }
    return Number(value);
  };
  const url = (name: string, value: string, protocols: readonly string[], allowed: string): URL => {
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      throw new BadConfiguration(name, withoutPassword(value), allowed);
    }
    return new URL(value);
  };
  /** Both addresses are written into the log, and `fetch` takes no address with credentials. */
  const withoutCredentials = (name: string, value: string): string => {
    if (!URL.canParse(value)) return value;
    const { username, password } = new URL(value);
    if (username === '' && password === '') return value;
    throw new BadConfiguration(
      name,
      withoutPassword(value),
      'an address without a user name and password: the keys of an issuer are public',
    );
  };
  const jwksUrl = (demo: boolean): URL => {
    const name = 'LAUREL_JWT_JWKS_URL';
    const value = withoutCredentials(name, text(name, ''));
    // Over plain http, an attacker on the network can add a key and sign tokens with it.
    return demo
      ? url(name, value, ['https:', 'http:'], "the http(s) address of the issuer's keys")
      : url(
          name,
          value,
          ['https:'],
          "the https address of the issuer's keys (http is only for LAUREL_DEMO=true)",
        );
  };
  return {
    known,
    optional,
    text,
    oneOf,
    number,
    flag: (name: string, otherwise: boolean): boolean =>
      oneOf(name, ['true', 'false'], otherwise ? 'true' : 'false') === 'true',
    day(name: string): Day | null {
      const value = optional(name);
      if (value === null || isDay(value)) return value;
      throw new BadConfiguration(name, value, 'a day of the calendar (YYYY-MM-DD)');
    },
    databaseUrl(name: string, otherwise: string): string {
      const value = text(name, otherwise);
      if (/^sqlite:.+/.test(value)) return value;
      const allowed = 'sqlite:FILE, mysql://user:password@host/database or mariadb://…';
      const parsed = url(name, value, ['mysql:', 'mariadb:'], allowed);
      if (parsed.pathname.length < 2) throw new BadConfiguration(name, withoutPassword(value), allowed);
      const options = parsed.searchParams.toString();
      if (!['', 'ssl=true', 'ssl=false'].includes(options)) {
        throw new BadConfiguration(name, `…?${options}`, `${allowed}, with no other option than ?ssl=true`);
      }
      return value;
    },
    timeZone(name: string, otherwise: string): string {
      const value = text(name, otherwise);
      try {
        return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
      } catch {
        throw new BadConfiguration(name, value, 'a time zone of the IANA database, such as "Europe/Berlin"');
      }
    },
    metricsAddress(metrics: boolean): Address | null {
      const name = 'LAUREL_METRICS_ADDRESS';
      const value = optional(name);
      if (value === null) return null;
      if (!metrics) throw new BadConfiguration(name, value, 'left out unless LAUREL_METRICS is "true"');
      const [, host = '', port = ''] = /^(\[[\da-f:.]+\]|[\w.-]+):(\d+)$/i.exec(value) ?? [];
      if (Number(port) < 1 || Number(port) > 65_535) {
        throw new BadConfiguration(
          name,
          value,
          'a host and a port, such as "127.0.0.1:9464" or "[::1]:9464"',
        );
      }
      return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
    },
    origins: (name: string): readonly string[] =>
      list(name).map((origin) => {
        if (origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin)) return origin;
        throw new BadConfiguration(
          name,
          withoutPassword(origin),
          'origins such as "https://partners.example", joined by commas, or "*"',
        );
      }),
    connectionsPerAddress(): number | null {
      const name = 'LAUREL_MAX_CONNECTIONS_PER_ADDRESS';
      const value = optional(name);
      if (number('LAUREL_PROXIES', 0, 0, 10) === 0) return number(name, 200, 1, 1_000_000);
      if (value === null) return null;
      throw new BadConfiguration(name, value, 'left out behind proxies: every connection comes from one');
    },
    issuer(demo: boolean): Issuer | null {
      const issuer = optional('LAUREL_JWT_ISSUER');
      if (issuer === null) {
        const forgotten = given(environment).find((name) => name.startsWith('LAUREL_JWT_'));
        if (forgotten !== undefined) {
          throw new BadConfiguration('LAUREL_JWT_ISSUER', '', `given where ${forgotten} is`);
        }
        return null;
      }
      const algorithms = text('LAUREL_JWT_ALGORITHMS', 'RS256,ES256').split(',');
      const strange = algorithms.find((algorithm) => !ALGORITHMS.includes(algorithm));
      if (strange !== undefined) {
        throw new BadConfiguration('LAUREL_JWT_ALGORITHMS', strange, `some of ${ALGORITHMS.join(', ')}`);
      }
      const audience = optional('LAUREL_JWT_AUDIENCE');
      if (audience === null) {
        throw new BadConfiguration(
          'LAUREL_JWT_AUDIENCE',
          '',
          'the audience that tokens for this server name',
        );
      }
      return {
        issuer: withoutCredentials('LAUREL_JWT_ISSUER', issuer),
        audience,
        jwksUrl: jwksUrl(demo),
        algorithms,
        clockSkewSeconds: number('LAUREL_JWT_CLOCK_SKEW_SECONDS', 5, 0, 300),
        rolesClaim: text('LAUREL_JWT_ROLES_CLAIM', 'roles'),
      };
    },
  };
}

/** Sentences end up in logs; a password may have any character, also those that end it too early. */
function withoutPassword(value: string): string {
  return value.includes('@') ? `…${value.slice(value.lastIndexOf('@'))}` : value;
}

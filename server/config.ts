import { nearMatch } from './checks/near-match';
import { PlainError } from './messages/plain-error';
import { isDay, type Day } from './rules';

export interface Config {
  /** `sqlite:FILE`, `mysql://user:password@host/database` or `mariadb://…`. */
  readonly databaseUrl: string;
  readonly databaseConnections: number;
  /** Runs pending migrations before the server listens. */
  readonly migrate: boolean;
  readonly host: string;
  readonly port: number;
  /** Time between "not ready" and the end of listening, in which load balancers notice that the server stops. */
  readonly drainSeconds: number;
  /** The document of catalogue version 1 in an empty database; null selects the built-in one. */
  readonly catalogueFile: string | null;
  readonly timeZone: string;
  /** A fixed today for demonstrations and tests; null uses the clock. */
  readonly today: Day | null;
  readonly demo: boolean;
  readonly demoFolder: string;
  /** Signs the tokens of people. With null, only API keys and demo tokens are accepted. */
  readonly issuer: Issuer | null;
  readonly rateLimits: RateLimits;
  readonly corsOrigins: readonly string[];
  /** The number of trusted reverse proxies, and of trusted addresses at the right end of `X-Forwarded-For`. */
  readonly proxies: number;
  /** Time limit for receiving a request, and for an idle connection between two requests. */
  readonly requestSeconds: number;
  readonly maxConnections: number;
  /** Null behind proxies, because all connections come from their addresses. */
  readonly maxConnectionsPerAddress: number | null;
  readonly introspection: boolean;
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
  /** The claim with the vendor's roles (`agent`, `programme-admin`). */
  readonly rolesClaim: string;
}

/** Points of cost that each kind of caller may spend per minute. */
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

/** An invalid setting, printed as one sentence before the server exits. */
class BadConfiguration extends PlainError {
  constructor(name: string, value: string, allowed: string) {
    super(`${name} is "${value}", but must be ${allowed}.`);
  }
}

export function readConfig(environment: Environment): Config {
  const settings = settingsReader(environment);
  const demo = settings.flag('LAUREL_DEMO', false);
  if (demo && environment['NODE_ENV'] === 'production') {
    throw new BadConfiguration(
      'LAUREL_DEMO',
      'true',
      'false when NODE_ENV is "production": anyone can use demo tokens',
    );
  }
  const today = settings.day('LAUREL_TODAY');
  if (today !== null && !demo) {
    throw new BadConfiguration(
      'LAUREL_TODAY',
      today,
      'unset unless LAUREL_DEMO is "true": in production the clock decides',
    );
  }
  const metrics = settings.flag('LAUREL_METRICS', false);
  const config: Config = {
    databaseUrl: settings.databaseUrl('LAUREL_DATABASE', 'sqlite:data/laurel.sqlite'),
    databaseConnections: settings.number('LAUREL_DATABASE_CONNECTIONS', 10, 1, 1000),
    migrate: settings.flag('LAUREL_MIGRATE', true),
    host: settings.text('LAUREL_HOST', demo ? '127.0.0.1' : '0.0.0.0'),
    port: settings.number('LAUREL_PORT', 4000, 0, 65_535),
    drainSeconds: settings.number('LAUREL_DRAIN_SECONDS', 0, 0, 300),
    catalogueFile: settings.optional('LAUREL_CATALOGUE'),
    timeZone: settings.timeZone('LAUREL_TIME_ZONE', 'UTC'),
    today,
    demo,
    demoFolder: settings.text('LAUREL_DEMO_FOLDER', 'data'),
    issuer: settings.issuer(demo),
    rateLimits: {
      anonymous: settings.number('LAUREL_RATE_ANONYMOUS', 20_000, 1, 1e9),
      person: settings.number('LAUREL_RATE_PERSON', 100_000, 1, 1e9),
      apiKey: settings.number('LAUREL_RATE_API_KEY', 200_000, 1, 1e9),
      agent: settings.number('LAUREL_RATE_AGENT', 500_000, 1, 1e9),
    },
    corsOrigins: settings.origins('LAUREL_CORS_ORIGINS'),
    proxies: settings.number('LAUREL_PROXIES', 0, 0, 10),
    requestSeconds: settings.number('LAUREL_REQUEST_SECONDS', 30, 1, 3600),
    maxConnections: settings.number('LAUREL_MAX_CONNECTIONS', 2000, 1, 1_000_000),
    maxConnectionsPerAddress: settings.connectionsPerAddress(),
    introspection: settings.flag('LAUREL_INTROSPECTION', true),
    pages: settings.flag('LAUREL_PAGES', demo),
    metrics,
    metricsAddress: settings.metricsAddress(metrics),
    logLevel: settings.oneOf('LAUREL_LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  refuseUnknown(environment, settings.known);
  return config;
}

/** Settings of the tests and of clients. */
const FOREIGN_SETTING = /^LAUREL_(TEST|CLIENT)_/;

/** A mistyped setting would silently have no effect. */
function refuseUnknown(environment: Environment, known: ReadonlySet<string>): void {
  const unknown = laurelSettings(environment).find((name) => !known.has(name) && !FOREIGN_SETTING.test(name));
  if (unknown === undefined) return;
  const near = nearMatch(unknown, known);
  throw new PlainError(
    near === null
      ? `Unknown setting ${unknown}. The settings are ${[...known].toSorted().join(', ')}.`
      : `Unknown setting ${unknown}. Did you mean ${near}?`,
  );
}

function laurelSettings(environment: Environment): readonly string[] {
  return Object.keys(environment).filter((name) => name.startsWith('LAUREL_') && environment[name] !== '');
}

function settingsReader(environment: Environment) {
  const known = new Set<string>();
  const optional = (name: string): string | null => {
    known.add(name);
    const value = environment[name];
    return value === undefined || value === '' ? null : value;
  };
  const text = (name: string, fallback: string) => optional(name) ?? fallback;
  const list = (name: string) => (optional(name) ?? '').split(',').filter((part) => part !== '');
  const oneOf = <T extends string>(name: string, values: readonly T[], fallback: T): T => {
    const value = text(name, fallback);
    const match = values.find((each) => each === value);
    if (match === undefined) throw new BadConfiguration(name, value, `one of ${values.join(', ')}`);
    return match;
  };
  const number = (name: string, fallback: number, min: number, max: number): number => {
    const value = text(name, String(fallback));
    if (!/^\d+$/.test(value) || Number(value) < min || Number(value) > max) {
      throw new BadConfiguration(name, value, `a whole number from ${min} to ${max}`);
    }
    return Number(value);
  };
  const url = (name: string, value: string, protocols: readonly string[], allowed: string): URL => {
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      throw new BadConfiguration(name, withoutPassword(value), allowed);
    }
    return new URL(value);
  };
  /** Both addresses appear in the log, and `fetch` rejects an address with credentials. */
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
    flag: (name: string, fallback: boolean): boolean =>
      oneOf(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true',
    day(name: string): Day | null {
      const value = optional(name);
      if (value === null || isDay(value)) return value;
      throw new BadConfiguration(name, value, 'a calendar day (YYYY-MM-DD)');
    },
    databaseUrl(name: string, fallback: string): string {
      const value = text(name, fallback);
      if (/^sqlite:.+/.test(value)) return value;
      const allowed = 'sqlite:FILE, mysql://user:password@host/database or mariadb://…';
      const parsed = url(name, value, ['mysql:', 'mariadb:'], allowed);
      if (parsed.pathname.length < 2) throw new BadConfiguration(name, withoutPassword(value), allowed);
      const options = parsed.searchParams.toString();
      if (!['', 'ssl=true', 'ssl=false'].includes(options)) {
        throw new BadConfiguration(name, `…?${options}`, `${allowed}, with ?ssl=true as the only option`);
      }
      return value;
    },
    timeZone(name: string, fallback: string): string {
      const value = text(name, fallback);
      try {
        return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
      } catch {
        throw new BadConfiguration(name, value, 'an IANA time zone such as "Europe/Berlin"');
      }
    },
    metricsAddress(metrics: boolean): Address | null {
      const name = 'LAUREL_METRICS_ADDRESS';
      const value = optional(name);
      if (value === null) return null;
      if (!metrics) throw new BadConfiguration(name, value, 'unset unless LAUREL_METRICS is "true"');
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
          'comma-separated origins such as "https://partners.example", or "*"',
        );
      }),
    connectionsPerAddress(): number | null {
      const name = 'LAUREL_MAX_CONNECTIONS_PER_ADDRESS';
      const value = optional(name);
      if (number('LAUREL_PROXIES', 0, 0, 10) === 0) return number(name, 200, 1, 1_000_000);
      if (value === null) return null;
      throw new BadConfiguration(name, value, 'unset behind proxies: all connections come from them');
    },
    issuer(demo: boolean): Issuer | null {
      const issuer = optional('LAUREL_JWT_ISSUER');
      if (issuer === null) {
        const other = laurelSettings(environment).find((name) => name.startsWith('LAUREL_JWT_'));
        if (other !== undefined) {
          throw new BadConfiguration('LAUREL_JWT_ISSUER', '', `set when ${other} is set`);
        }
        return null;
      }
      const algorithms = text('LAUREL_JWT_ALGORITHMS', 'RS256,ES256').split(',');
      const unsupported = algorithms.find((algorithm) => !ALGORITHMS.includes(algorithm));
      if (unsupported !== undefined) {
        throw new BadConfiguration(
          'LAUREL_JWT_ALGORITHMS',
          unsupported,
          `one or more of ${ALGORITHMS.join(', ')}`,
        );
      }
      const audience = optional('LAUREL_JWT_AUDIENCE');
      if (audience === null) {
        throw new BadConfiguration('LAUREL_JWT_AUDIENCE', '', 'the audience of tokens for this server');
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

/** Error messages end up in logs. A password may contain an `@`, so everything before the last one is cut. */
function withoutPassword(value: string): string {
  return value.includes('@') ? `…${value.slice(value.lastIndexOf('@'))}` : value;
}

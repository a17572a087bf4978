import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../server/config';

describe('the configuration', () => {
  const jwt = {
    LAUREL_JWT_ISSUER: 'https://i.example',
    LAUREL_JWT_AUDIENCE: 'a',
    LAUREL_JWT_JWKS_URL: 'https://i.example/k',
  };

  it('has a default for every setting', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: 'sqlite:data/laurel.sqlite',
      host: '0.0.0.0',
      port: 4000,
      timeZone: 'UTC',
      today: null,
      demo: false,
      issuer: null,
      corsOrigins: [],
      schema: 'sdl',
      pages: false,
      metrics: false,
      metricsAddress: null,
      requestSeconds: 30,
      maxConnections: 2000,
      maxConnectionsPerAddress: 200,
    });
  });

  it('refuses unknown settings, except those of tests and clients', () => {
    expect(() => readConfig({ LAUREL_PROT: '4000' })).toThrow(
      new Error('Unknown setting LAUREL_PROT. Did you mean LAUREL_PORT?'),
    );
    expect(() => readConfig({ LAUREL_NONSENSE: '4000' })).toThrow(
      /^Unknown setting LAUREL_NONSENSE\. The settings are LAUREL_CATALOGUE, .*LAUREL_PORT, .*LAUREL_TODAY\.$/,
    );
    expect(readConfig({ LAUREL_TEST_MARIADB: 'x', LAUREL_CLIENT_TOKEN: 'y', OTHER: 'z' })).toEqual(
      readConfig({}),
    );
  });

  it('treats an empty value as unset', () => {
    expect(readConfig({ LAUREL_PORT: '', LAUREL_TODAY: '' })).toEqual(readConfig({}));
  });

  it('reads the settings', () => {
    expect(
      readConfig({
        LAUREL_DATABASE: 'mariadb://laurel:secret@db.example:3307/laurel',
        LAUREL_TODAY: '2026-02-28',
        LAUREL_TIME_ZONE: 'Europe/Berlin',
        LAUREL_CORS_ORIGINS: 'https://a.example,http://localhost:3000',
        LAUREL_DEMO: 'true',
        LAUREL_JWT_ISSUER: 'https://identity.example',
        LAUREL_JWT_AUDIENCE: 'laurel',
        LAUREL_JWT_JWKS_URL: 'https://identity.example/keys',
      }),
    ).toMatchObject({
      databaseUrl: 'mariadb://laurel:secret@db.example:3307/laurel',
      today: '2026-02-28',
      timeZone: 'Europe/Berlin',
      corsOrigins: ['https://a.example', 'http://localhost:3000'],
      demo: true,
      pages: true,
      // A demonstration serves the local machine only.
      host: '127.0.0.1',
      issuer: {
        issuer: 'https://identity.example',
        audience: 'laurel',
        algorithms: ['RS256', 'ES256'],
        clockSkewSeconds: 5,
        rolesClaim: 'roles',
      },
    });
  });

  it('exposes the whole schema where there are pages, and refuses pages that cannot read it', () => {
    const schema = (environment: Record<string, string>) => readConfig(environment).schema;
    expect(schema({ LAUREL_DEMO: 'true' })).toBe('full');
    expect(schema({ LAUREL_PAGES: 'true' })).toBe('full');
    expect(schema({ LAUREL_DEMO: 'true', LAUREL_PAGES: 'false' })).toBe('sdl');
    expect(schema({ LAUREL_SCHEMA: 'hidden' })).toBe('hidden');
    expect(() => schema({ LAUREL_SCHEMA: 'some' })).toThrow(/LAUREL_SCHEMA/);
    expect(() => schema({ LAUREL_DEMO: 'true', LAUREL_SCHEMA: 'sdl' })).toThrow(
      new Error(
        'The pages need introspection, but LAUREL_SCHEMA is "sdl". Set LAUREL_SCHEMA to "full", or LAUREL_PAGES to "false".',
      ),
    );
  });

  it('turns pages on in demo mode and off otherwise, unless LAUREL_PAGES is set', () => {
    const pages = (environment: Record<string, string>) => readConfig(environment).pages;
    expect([pages({}), pages({ LAUREL_PAGES: 'true' })]).toEqual([false, true]);
    const demo = { LAUREL_DEMO: 'true' };
    expect([pages(demo), pages({ ...demo, LAUREL_PAGES: 'false' })]).toEqual([true, false]);
  });

  it('accepts an issuer without https in demo mode', () => {
    const { issuer } = readConfig({ ...jwt, LAUREL_DEMO: 'true', LAUREL_JWT_JWKS_URL: 'http://i.example/k' });
    expect(issuer?.jwksUrl.href).toBe('http://i.example/k');
  });

  it.each<[string, string, string]>([
    ['LAUREL_JWT_JWKS_URL', 'https://user:secret@i.example/keys', '…@i.example/keys'],
    ['LAUREL_JWT_JWKS_URL', 'https://secret@i.example/keys', '…@i.example/keys'],
    ['LAUREL_JWT_JWKS_URL', 'https://:secret@i.example/keys', '…@i.example/keys'],
    ['LAUREL_JWT_JWKS_URL', 'https://user:s@secret@i.example/keys', '…@i.example/keys'],
    ['LAUREL_JWT_ISSUER', 'https://user:secret@identity.example', '…@identity.example'],
  ])('refuses credentials in %s without repeating them: %s', (name, value, shown) => {
    const sentence =
      `${name} must be an address without a user name and password, not "${shown}":` +
      ' the keys of an issuer are public.';
    expect(() => readConfig({ ...jwt, [name]: value })).toThrow(new Error(sentence));
    expect(() => readConfig({ ...jwt, [name]: value, LAUREL_DEMO: 'true' })).toThrow(new Error(sentence));
  });

  it('does not repeat the credentials of an address that is invalid for another reason', () => {
    for (const value of ['ftp://user:secret@i.example/keys', 'https//user:secret@i.example']) {
      expect(() => readConfig({ ...jwt, LAUREL_JWT_JWKS_URL: value })).toThrow(/^(?!.*secret)/s);
    }
    const origins = { LAUREL_CORS_ORIGINS: 'https://user:secret@a.example' };
    expect(() => readConfig(origins)).toThrow(/^(?!.*secret)/s);
  });

  it('accepts an issuer that is not a URL or has an @ in its path', () => {
    for (const name of ['identity', 'https://i.example/@realm'])
      expect(readConfig({ ...jwt, LAUREL_JWT_ISSUER: name }).issuer?.issuer).toBe(name);
  });

  it.each([
    ['127.0.0.1:9464', { host: '127.0.0.1', port: 9464 }],
    ['[::1]:1', { host: '::1', port: 1 }],
    ['metrics.internal:65535', { host: 'metrics.internal', port: 65_535 }],
  ])('accepts %s as the address of metrics', (value, address) => {
    const { metricsAddress } = readConfig({ LAUREL_METRICS: 'true', LAUREL_METRICS_ADDRESS: value });
    expect(metricsAddress).toEqual(address);
  });

  it.each([
    '9464',
    ':9464',
    'localhost',
    'localhost:',
    'localhost:0',
    'localhost:65536',
    '::1:9464',
    'a b:1',
  ])('refuses "%s" as the address of metrics', (value) => {
    expect(() => readConfig({ LAUREL_METRICS: 'true', LAUREL_METRICS_ADDRESS: value })).toThrow(
      `LAUREL_METRICS_ADDRESS must be a host and a port, such as "127.0.0.1:9464" or "[::1]:9464", not "${value}".`,
    );
  });
  it('limits the connections per address only without proxies', () => {
    expect(readConfig({ LAUREL_MAX_CONNECTIONS_PER_ADDRESS: '7' }).maxConnectionsPerAddress).toBe(7);
    expect(readConfig({ LAUREL_PROXIES: '1' }).maxConnectionsPerAddress).toBeNull();
  });

  it.each<[Record<string, string>, string]>([
    [{ LAUREL_PORT: 'http' }, 'LAUREL_PORT must be a whole number from 0 to 65535, not "http".'],
    [{ LAUREL_PORT: '70000' }, 'LAUREL_PORT must be a whole number from 0 to 65535, not "70000".'],
    [{ LAUREL_PORT: '-1' }, 'LAUREL_PORT must be a whole number from 0 to 65535, not "-1".'],
    [{ LAUREL_DEMO: 'yes' }, 'LAUREL_DEMO must be "true" or "false", not "yes".'],
    [{ LAUREL_TODAY: '2026-02-31' }, 'LAUREL_TODAY must be a calendar day (YYYY-MM-DD), not "2026-02-31".'],
    [
      { LAUREL_TIME_ZONE: 'Mars/Olympus' },
      'LAUREL_TIME_ZONE must be an IANA time zone such as "Europe/Berlin", not "Mars/Olympus".',
    ],
    [
      { LAUREL_LOG_LEVEL: 'loud' },
      'LAUREL_LOG_LEVEL must be one of fatal, error, warn, info, debug, silent, not "loud".',
    ],
    [
      { LAUREL_DATABASE: 'postgres://u:p@h/d' },
      'LAUREL_DATABASE must have the form sqlite:FILE, mysql://user:password@host/database or mariadb://user:password@host/database, not "…@h/d".',
    ],
    [
      { LAUREL_DATABASE: 'mysql://u:p@h' },
      'LAUREL_DATABASE must have the form sqlite:FILE, mysql://user:password@host/database or mariadb://user:password@host/database, not "…@h".',
    ],
    [
      { LAUREL_CORS_ORIGINS: 'https://a.example/path' },
      'LAUREL_CORS_ORIGINS must be "*" or comma-separated origins such as "https://partners.example", but "https://a.example/path" is no origin.',
    ],
    [
      { LAUREL_DATABASE: 'mysql://u:se/c@ret@h' },
      'LAUREL_DATABASE must have the form sqlite:FILE, mysql://user:password@host/database or mariadb://user:password@host/database, not "…@h".',
    ],
    [
      { LAUREL_DATABASE: 'mysql://u:p@h/d?charset=latin1' },
      'LAUREL_DATABASE can end with the option "?ssl=true", but not with "?charset=latin1".',
    ],
    [
      { LAUREL_JWT_AUDIENCE: 'laurel' },
      'LAUREL_JWT_ISSUER is missing, but LAUREL_JWT_AUDIENCE is set. Set LAUREL_JWT_ISSUER to the issuer of the tokens, or unset LAUREL_JWT_AUDIENCE.',
    ],
    [
      { ...jwt, LAUREL_JWT_ALGORITHMS: 'ES256,none' },
      'LAUREL_JWT_ALGORITHMS must list one or more of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, but "none" is none of them.',
    ],
    [
      { ...jwt, LAUREL_JWT_ALGORITHMS: 'HS256' },
      'LAUREL_JWT_ALGORITHMS must list one or more of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, but "HS256" is none of them.',
    ],
    [
      { ...jwt, LAUREL_JWT_AUDIENCE: '' },
      'LAUREL_JWT_AUDIENCE is missing. Set it to the audience of tokens for this server.',
    ],
    [
      { ...jwt, LAUREL_JWT_JWKS_URL: 'keys' },
      'LAUREL_JWT_JWKS_URL must be the https address of the issuer\'s keys, not "keys". Only LAUREL_DEMO=true allows http.',
    ],
    [
      { ...jwt, LAUREL_JWT_JWKS_URL: 'http://127.0.0.1/keys' },
      'LAUREL_JWT_JWKS_URL must be the https address of the issuer\'s keys, not "http://127.0.0.1/keys". Only LAUREL_DEMO=true allows http.',
    ],
    [
      { ...jwt, LAUREL_DEMO: 'true', LAUREL_JWT_JWKS_URL: 'ftp://i.example/keys' },
      'LAUREL_JWT_JWKS_URL must be the http or https address of the issuer\'s keys, not "ftp://i.example/keys".',
    ],
    [
      { ...jwt, LAUREL_JWT_JWKS_URL: '' },
      "LAUREL_JWT_JWKS_URL is missing. Set it to the https address of the issuer's keys.",
    ],
    [
      { LAUREL_METRICS_ADDRESS: '127.0.0.1:9464' },
      'LAUREL_METRICS_ADDRESS needs LAUREL_METRICS=true. Set LAUREL_METRICS to "true", or unset LAUREL_METRICS_ADDRESS.',
    ],
    [
      { LAUREL_DEMO: 'true', NODE_ENV: 'production' },
      'LAUREL_DEMO must not be "true" when NODE_ENV is "production", because anyone can use demo tokens. Unset one of the two.',
    ],
    [
      { LAUREL_TODAY: '2026-01-01' },
      'LAUREL_TODAY needs LAUREL_DEMO=true, because in production the clock decides which day it is. Unset LAUREL_TODAY.',
    ],
    [
      { LAUREL_REQUEST_SECONDS: '0' },
      'LAUREL_REQUEST_SECONDS must be a whole number from 1 to 3600, not "0".',
    ],
    [
      { LAUREL_MAX_CONNECTIONS: '0' },
      'LAUREL_MAX_CONNECTIONS must be a whole number from 1 to 1000000, not "0".',
    ],
    [
      { LAUREL_PROXIES: '1', LAUREL_MAX_CONNECTIONS_PER_ADDRESS: '7' },
      'LAUREL_MAX_CONNECTIONS_PER_ADDRESS cannot be used with LAUREL_PROXIES, because all connections come from the proxies. Unset it.',
    ],
  ])('refuses %j with one sentence', (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(new Error(sentence));
  });
});

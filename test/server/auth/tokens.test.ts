import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errors, exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { verifyToken, type TokenIssuer } from '../../../server/auth/tokens';
import { readConfig } from '../../../server/config';
import { storeOrganizations, storePerson } from '../../support/facts';
import { DATABASES } from '../../support/databases';
import { signer, startTestServer, type Signer, type TestServer } from '../../support/test-server';

const VIEWER = '{ viewer { subject roles organization { key } } }';

describe.each(DATABASES)('the viewer of a token, on $name', (kind) => {
  let server: TestServer;
  let provider: Signer;
  beforeAll(async () => {
    provider = await signer('https://provider.example');
    server = await startTestServer(kind, { issuers: [provider.issuer] });
    await storeOrganizations(server.database, { id: 'old' }, { id: 'new' });
    await storePerson(server.database, 'ann', { organizationId: 'old', role: 'ADMIN' });
    await storePerson(server.database, 'leaver', {
      organizationId: 'old',
      role: 'ADMIN',
      until: '2026-03-02',
    });
    await storePerson(
      server.database,
      'changer',
      { organizationId: 'old', role: 'ADMIN', until: '2026-03-02' },
      { organizationId: 'new', from: '2026-03-02' },
    );
    await storePerson(server.database, 'tomorrow', { organizationId: 'new', from: '2026-03-03' });
  });
  afterAll(() => server.stop());

  const viewerOf = async (subject: string, roles?: string[]) => {
    const { body } = await server.ask(VIEWER, { as: await server.person(subject, roles) });
    return body.data.viewer;
  };

  it('is anonymous without a token', async () => {
    const { body } = await server.ask(VIEWER);
    expect(body.data.viewer).toEqual({ subject: null, roles: [], organization: null });
  });

  it('has the affiliation of today', async () => {
    expect(await viewerOf('ann')).toEqual({
      subject: 'ann',
      roles: ['EMPLOYEE', 'PARTNER_ADMIN'],
      organization: { key: 'old' },
    });
    expect(await viewerOf('leaver')).toEqual({ subject: 'leaver', roles: [], organization: null });
    expect(await viewerOf('changer')).toEqual({
      subject: 'changer',
      roles: ['EMPLOYEE'],
      organization: { key: 'new' },
    });
    expect(await viewerOf('tomorrow')).toEqual({ subject: 'tomorrow', roles: [], organization: null });
    expect(await viewerOf('stranger')).toEqual({ subject: 'stranger', roles: [], organization: null });
  });

  it('has the vendor roles of the token and no others', async () => {
    expect((await viewerOf('agent', ['agent'])).roles).toEqual(['AGENT']);
    expect((await viewerOf('boss', ['programme-admin', 'agent', 'PARTNER_ADMIN', 'admin'])).roles).toEqual([
      'PROGRAMME_ADMIN',
      'AGENT',
    ]);
    expect((await viewerOf('ann', ['agent'])).roles).toEqual(['EMPLOYEE', 'PARTNER_ADMIN', 'AGENT']);
  });

  it('has the roles of a space-separated claim', async () => {
    const as = async (roles: string) => `Bearer ${await provider.token('boss', { roles })}`;
    for (const [roles, expectedRoles] of [
      ['agent', ['AGENT']],
      ['email agent programme-admin', ['AGENT', 'PROGRAMME_ADMIN']],
      ['agents', []],
    ] as const) {
      const { body } = await server.ask(VIEWER, { as: await as(roles) });
      expect(body.data.viewer.roles).toEqual(expectedRoles);
    }
  });

  it('is refused when a database would alter the subject of the token', async () => {
    // If the subjects were altered and accepted, they would match these accounts.
    await storePerson(server.database, 'eve\ufffd', { organizationId: 'old' });
    await storePerson(server.database, 'eve', { organizationId: 'old' });
    for (const subject of ['eve\ud800', 'eve\udbff', 'eve\udc00', 'eve\u0000', 'eve\u0000x']) {
      const { status, body } = await server.ask(VIEWER, { as: await server.person(subject) });
      expect([status, body.errors]).toEqual([
        401,
        [
          {
            message: 'The subject of the token ("sub") must not contain a lone surrogate or a NUL character.',
            extensions: { code: 'UNAUTHENTICATED' },
          },
        ],
      ]);
    }
    expect((await viewerOf('eve\ufffd')).subject).toBe('eve\ufffd');
    expect((await viewerOf('eve😀')).subject).toBe('eve😀');
  });

  it('has no access to a previous organization', async () => {
    const { body } = await server.ask(
      '{ organization(by: { key: "old" }) { name apiKeys(first: 1) { totalCount } } }',
      {
        as: await server.person('leaver'),
      },
    );
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe('the verification of a token', () => {
  const [kind] = DATABASES;
  if (kind === undefined) throw new Error('no database');
  let server: TestServer;
  let provider: Signer;
  let jwks: Server;
  let keys: object[];

  beforeAll(async () => {
    provider = await signer('https://provider.example');
    keys = [{ ...(await exportJWK(provider.publicKey)), alg: 'ES256', kid: 'one', use: 'sig' }];
    jwks = createServer((_request, response) => response.end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
    const { issuer } = readConfig({
      // Only a demonstration accepts an http URL.
      LAUREL_DEMO: 'true',
      LAUREL_JWT_ISSUER: 'https://provider.example',
      LAUREL_JWT_AUDIENCE: 'laurel',
      LAUREL_JWT_JWKS_URL: `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/keys`,
      LAUREL_JWT_ALGORITHMS: 'ES256',
    });
    server = await startTestServer(kind, { config: { issuer } });
  });
  afterAll(async () => {
    await server.stop();
    await new Promise((resolve) => jwks.close(resolve));
  });

  const now = () => Math.floor(Date.now() / 1000);
  const token = (
    claims: object,
    header: object = {},
    key: Signer['privateKey'] | Uint8Array = provider.privateKey,
  ) =>
    new SignJWT({
      iss: 'https://provider.example',
      aud: 'laurel',
      sub: 'ann',
      exp: now() + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
      .sign(key);
  const refused = async (text: string) => {
    const { status, headers, body } = await server.ask(VIEWER, { as: text });
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    return [status, body.errors[0].message];
  };
  const unauthorized = (message: string) => [401, message];
  const mismatch = (claim: string) =>
    unauthorized(
      `The claim "${claim}" of the token is missing or does not match this server. Sign in again.`,
    );
  const UNKNOWN_ISSUER =
    'This server does not accept tokens from the issuer of this token. Sign in with an accepted issuer.';
  const NO_SUBJECT = 'The subject of the token ("sub") must be a string of 1 to 200 characters.';

  it('accepts a token that is signed with a published key', async () => {
    const { body } = await server.ask(VIEWER, { as: `Bearer ${await token({ roles: ['agent'] })}` });
    expect(body.data.viewer).toEqual({ subject: 'ann', roles: ['AGENT'], organization: null });
  });

  it('refuses a token that has expired by more than the tolerated clock skew', async () => {
    expect(await refused(`Bearer ${await token({ exp: now() - 6 })}`)).toEqual([
      401,
      'The token has expired. Sign in again.',
    ]);
    const { status } = await server.ask(VIEWER, { as: `Bearer ${await token({ exp: now() - 2 })}` });
    expect(status).toBe(200);
  });

  it('refuses a wrong audience, issuer or start time, and a missing subject or expiry', async () => {
    expect(await refused(`Bearer ${await token({ aud: 'other' })}`)).toEqual(mismatch('aud'));
    expect(await refused(`Bearer ${await token({ iss: 'https://evil.example' })}`)).toEqual(
      unauthorized(UNKNOWN_ISSUER),
    );
    expect(await refused(`Bearer ${await token({ nbf: now() + 60 })}`)).toEqual(mismatch('nbf'));
    expect(await refused(`Bearer ${await token({ sub: '' })}`)).toEqual(unauthorized(NO_SUBJECT));
    expect(await refused(`Bearer ${await token({ exp: undefined })}`)).toEqual(
      unauthorized('The token has no expiry time ("exp"). Use a token that expires.'),
    );
  });

  it('refuses a wrong signature, a disallowed algorithm and an unsigned token', async () => {
    const other = await signer();
    expect(await refused(`Bearer ${await token({}, {}, other.privateKey)}`)).toEqual(
      unauthorized('The signature of the token is not valid. Sign in again.'),
    );
    const secret = new TextEncoder().encode('a shared secret that is long enough for HMAC');
    expect(await refused(`Bearer ${await token({}, { alg: 'HS256' }, secret)}`)).toEqual(
      unauthorized('The signature algorithm of the token is not allowed. Sign in again.'),
    );
    const unsigned = new UnsecuredJWT({
      iss: 'https://provider.example',
      aud: 'laurel',
      sub: 'ann',
      exp: now() + 60,
    }).encode();
    expect(await refused(`Bearer ${unsigned}`)).toEqual(
      unauthorized('The signature algorithm of the token is not allowed. Sign in again.'),
    );
  });

  it('refuses malformed tokens and other schemes', async () => {
    expect(await refused('Bearer nonsense')).toEqual(
      unauthorized('The token is not a JSON Web Token. Sign in again.'),
    );
    expect(await refused('Bearer a.b.c')).toEqual(
      unauthorized('The token is not a JSON Web Token. Sign in again.'),
    );
    const header = [
      401,
      'The Authorization header must be "Bearer", followed by a space and a token or an API key.',
    ];
    expect(await refused('Basic YTpi')).toEqual(header);
    expect(await refused('Bearer')).toEqual(header);
  });

  it.each(['bearer', 'BEARER', 'Bearer '])('accepts the scheme "%s"', async (scheme) => {
    expect((await server.ask(VIEWER, { as: `${scheme} ${await token({})}` })).status).toBe(200);
  });

  it('refuses a key that the issuer does not publish', async () => {
    keys = [];
    expect(await refused(`Bearer ${await token({}, { kid: 'two' })}`)).toEqual(
      unauthorized('The signature of the token is not valid. Sign in again.'),
    );
  });

  it('answers 503, charges the address and logs one line when the keys cannot be fetched', async () => {
    const failing = createServer((_request, response) => response.writeHead(500).end());
    await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve));
    const { port } = failing.address() as AddressInfo;
    const issuer = {
      issuer: 'https://provider.example',
      audience: 'laurel',
      jwksUrl: new URL(`http://127.0.0.1:${port}/keys`),
      algorithms: ['ES256'],
      clockSkewSeconds: 0,
      rolesClaim: 'roles',
    };
    const rateLimits = { anonymous: 50, person: 1, apiKey: 1, agent: 1 };
    const disconnected = await startTestServer(kind, { config: { issuer, rateLimits } });
    try {
      // An address may spend 1,000 points on wrong credentials.
      for (let sent = 0; sent < 100; sent += 1) {
        const { status, headers, body } = await disconnected.ask(VIEWER, {
          as: `Bearer ${await token({ sent })}`,
        });
        expect([status, headers.get('retry-after'), body.errors]).toEqual([
          503,
          expect.stringMatching(/^[1-8]$/),
          [
            {
              message:
                'Your token cannot be checked at the moment, because its issuer is not responding. Try again later.',
              extensions: { code: 'UNAVAILABLE' },
            },
          ],
        ]);
      }
      expect((await disconnected.ask(VIEWER, { as: `Bearer ${await token({})}` })).status).toBe(429);
      const lines = disconnected.log.filter(
        ({ msg }) => msg !== 'request' && !String(msg).startsWith('Server listening'),
      );
      expect(lines).toEqual([
        expect.objectContaining({
          level: 40,
          issuer: 'https://provider.example',
          reason: 'the response has status 500',
          msg: 'the keys of the issuer cannot be fetched',
        }),
      ]);
      expect(JSON.stringify(lines[0]).length).toBeLessThan(300);
    } finally {
      await disconnected.stop();
      await new Promise((resolve) => failing.close(resolve));
    }
  });

  it.each([[0], [true], [{}], [['ann']], [null], ['x'.repeat(201)]])(
    'refuses the subject %j',
    async (sub) => {
      expect(await refused(`Bearer ${await token({ sub })}`)).toEqual(unauthorized(NO_SUBJECT));
    },
  );

  it('ignores unknown roles', async () => {
    for (const roles of [['__proto__', 'constructor', 7, null], 'toString', { agent: true }, 5]) {
      const { body } = await server.ask(VIEWER, { as: `Bearer ${await token({ roles })}` });
      expect(body.data.viewer.roles).toEqual([]);
    }
  });

  it('logs neither the token nor its subject', async () => {
    const text = await token({ sub: 'secretive' });
    await server.ask(VIEWER, { as: `Bearer ${text}` });
    expect(JSON.stringify(server.log)).not.toContain(text);
    expect(JSON.stringify(server.log)).not.toContain('secretive');
  });

  it('refuses tokens of a demonstration', async () => {
    const demo = await signer('urn:laurel:demo');
    expect(await refused(`Bearer ${await demo.token('demo-agent', { roles: ['agent'] })}`)).toEqual(
      unauthorized(UNKNOWN_ISSUER),
    );
  });
});

describe('a verified token', () => {
  const start = new Date('2026-03-02T10:00:00.000Z');
  const CLOCK_ONLY = [
    'hrtime',
    'nextTick',
    'performance',
    'queueMicrotask',
    'setImmediate',
    'clearImmediate',
    'setInterval',
    'clearInterval',
    'setTimeout',
    'clearTimeout',
  ] as const;
  beforeEach(() => {
    jest.useFakeTimers({ now: start, doNotFake: [...CLOCK_ONLY] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const after = (seconds: number) => jest.setSystemTime(start.getTime() + seconds * 1000);
  /** Issues a token that is valid for this long, signed with a key that can be withdrawn. */
  const issued = async (seconds: number) => {
    const { issuer, privateKey, publicKey } = await signer();
    let isWithdrawn = false;
    const from: TokenIssuer = {
      ...issuer,
      keys: () => {
        if (isWithdrawn) throw new errors.JWKSNoMatchingKey();
        return publicKey;
      },
    };
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuer.issuer)
      .setAudience(issuer.audience)
      .setSubject('ann')
      .setExpirationTime(new Date(start.getTime() + seconds * 1000))
      .sign(privateKey);
    return {
      verify: () => verifyToken(token, [from]),
      withdraw: () => {
        isWithdrawn = true;
      },
    };
  };

  it('is accepted for 30 s after its key has been withdrawn', async () => {
    const { verify, withdraw } = await issued(3600);
    await verify();
    withdraw();
    after(30);
    expect(await verify()).toMatchObject({ subject: 'ann' });
    after(30.001);
    await expect(verify()).rejects.toThrow('access.token.signature');
  });

  it('is refused after its expiry', async () => {
    const { verify } = await issued(20);
    await verify();
    after(19.999);
    expect(await verify()).toMatchObject({ subject: 'ann' });
    after(20);
    await expect(verify()).rejects.toThrow('access.token.expired');
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errors, exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { verifyToken, type TokenIssuer } from '../../../server/auth/tokens';
import { readConfig } from '../../../server/config';
import { storeOrganizations, storePerson } from '../../support/facts';
import { DATABASES } from '../../support/databases';
import { signer, startTestServer, type Signer, type TestServer } from '../../support/test-server';

const WHO = '{ viewer { subject roles organization { key } } }';

describe.each(DATABASES)('who a token says it is, on $name', (kind) => {
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

  const who = async (subject: string, roles?: string[]) => {
    const { body } = await server.ask(WHO, { as: await server.person(subject, roles) });
    return body.data.viewer;
  };

  it('is the public without one', async () => {
    const { body } = await server.ask(WHO);
    expect(body.data.viewer).toEqual({ subject: null, roles: [], organization: null });
  });

  it('comes from the affiliation on today, not from the token', async () => {
    expect(await who('ann')).toEqual({
      subject: 'ann',
      roles: ['EMPLOYEE', 'PARTNER_ADMIN'],
      organization: { key: 'old' },
    });
    expect(await who('leaver')).toEqual({ subject: 'leaver', roles: [], organization: null });
    expect(await who('changer')).toEqual({
      subject: 'changer',
      roles: ['EMPLOYEE'],
      organization: { key: 'new' },
    });
    expect(await who('tomorrow')).toEqual({ subject: 'tomorrow', roles: [], organization: null });
    expect(await who('stranger')).toEqual({ subject: 'stranger', roles: [], organization: null });
  });

  it('takes the roles at the vendor from the token, and no others', async () => {
    expect((await who('agent', ['agent'])).roles).toEqual(['AGENT']);
    expect((await who('boss', ['programme-admin', 'agent', 'PARTNER_ADMIN', 'admin'])).roles).toEqual([
      'PROGRAMME_ADMIN',
      'AGENT',
    ]);
    expect((await who('ann', ['agent'])).roles).toEqual(['EMPLOYEE', 'PARTNER_ADMIN', 'AGENT']);
  });

  it('takes several roles also as one text with spaces between them', async () => {
    const as = async (roles: string) => `Bearer ${await provider.token('boss', { roles })}`;
    for (const [roles, told] of [
      ['agent', ['AGENT']],
      ['email agent programme-admin', ['AGENT', 'PROGRAMME_ADMIN']],
      ['agents', []],
    ] as const) {
      const { body } = await server.ask(WHO, { as: await as(roles) });
      expect(body.data.viewer.roles).toEqual(told);
    }
  });

  it('is nobody where the subject is a text that databases store as another one', async () => {
    // The accounts that they would open.
    await storePerson(server.database, 'eve\ufffd', { organizationId: 'old' });
    await storePerson(server.database, 'eve', { organizationId: 'old' });
    for (const subject of ['eve\ud800', 'eve\udbff', 'eve\udc00', 'eve\u0000', 'eve\u0000x']) {
      const { status, body } = await server.ask(WHO, { as: await server.person(subject) });
      expect([status, body.errors]).toEqual([
        401,
        [
          {
            message: 'The token is not one that this server accepts: its subject is not well-formed text.',
            extensions: { code: 'UNAUTHENTICATED' },
          },
        ],
      ]);
    }
    expect((await who('eve\ufffd')).subject).toBe('eve\ufffd');
    expect((await who('eve😀')).subject).toBe('eve😀');
  });

  it('opens nothing of the old employer to a leaver', async () => {
    const { body } = await server.ask(
      '{ organization(key: "old") { name apiKeys(first: 1) { totalCount } } }',
      {
        as: await server.person('leaver'),
      },
    );
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe('a token that does not hold is refused with 401 and the reason', () => {
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
      // Outside of a demonstration the address must be https.
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
    const { status, headers, body } = await server.ask(WHO, { as: text });
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    return [status, body.errors[0].message];
  };
  const invalid = (reason: string) => [401, `The token is not one that this server accepts: ${reason}.`];

  it('and one that holds is taken, by the keys that the issuer publishes', async () => {
    const { body } = await server.ask(WHO, { as: `Bearer ${await token({ roles: ['agent'] })}` });
    expect(body.data.viewer).toEqual({ subject: 'ann', roles: ['AGENT'], organization: null });
  });

  it('expired, beyond the allowed skew of the clocks', async () => {
    expect(await refused(`Bearer ${await token({ exp: now() - 6 })}`)).toEqual([
      401,
      'The token has expired. Sign in again.',
    ]);
    const { status } = await server.ask(WHO, { as: `Bearer ${await token({ exp: now() - 2 })}` });
    expect(status).toBe(200);
  });

  it('for another audience, from another issuer, not yet valid, without a subject or an end', async () => {
    expect(await refused(`Bearer ${await token({ aud: 'other' })}`)).toEqual(
      invalid('its claim "aud" does not hold here'),
    );
    expect(await refused(`Bearer ${await token({ iss: 'https://evil.example' })}`)).toEqual(
      invalid('its issuer is not known here'),
    );
    expect(await refused(`Bearer ${await token({ nbf: now() + 60 })}`)).toEqual(
      invalid('its claim "nbf" does not hold here'),
    );
    expect(await refused(`Bearer ${await token({ sub: '' })}`)).toEqual(invalid('it names no subject'));
    expect(await refused(`Bearer ${await token({ exp: undefined })}`)).toEqual(invalid('it has no end'));
  });

  it('signed by somebody else, by an algorithm that is not allowed, or not at all', async () => {
    const other = await signer();
    expect(await refused(`Bearer ${await token({}, {}, other.privateKey)}`)).toEqual(
      invalid('its signature does not hold'),
    );
    const secret = new TextEncoder().encode('a shared secret that is long enough for HMAC');
    expect(await refused(`Bearer ${await token({}, { alg: 'HS256' }, secret)}`)).toEqual(
      invalid('its algorithm is not allowed'),
    );
    const unsigned = new UnsecuredJWT({
      iss: 'https://provider.example',
      aud: 'laurel',
      sub: 'ann',
      exp: now() + 60,
    }).encode();
    expect(await refused(`Bearer ${unsigned}`)).toEqual(invalid('its algorithm is not allowed'));
  });

  it('that is no token, or no Bearer', async () => {
    expect(await refused('Bearer nonsense')).toEqual(invalid('it is not a JSON web token'));
    expect(await refused('Bearer a.b.c')).toEqual(invalid('it is not a JSON web token'));
    const header = [401, 'The Authorization header must be "Bearer", a space, and a token or an API key.'];
    expect(await refused('Basic YTpi')).toEqual(header);
    expect(await refused('Bearer')).toEqual(header);
  });

  it.each(['bearer', 'BEARER', 'Bearer '])('but not for writing the scheme as "%s"', async (scheme) => {
    expect((await server.ask(WHO, { as: `${scheme} ${await token({})}` })).status).toBe(200);
  });

  it('whose key the issuer does not publish', async () => {
    keys = [];
    expect(await refused(`Bearer ${await token({}, { kid: 'two' })}`)).toEqual(
      invalid('its signature does not hold'),
    );
  });

  it('but not when the keys of the issuer cannot be fetched: 503, charged like a wrong credential, and one line in the log', async () => {
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
    const cutOff = await startTestServer(kind, { config: { issuer, rateLimits } });
    try {
      // Wrong credentials may cost an address 1,000 points.
      for (let sent = 0; sent < 100; sent += 1) {
        const { status, headers, body } = await cutOff.ask(WHO, { as: `Bearer ${await token({ sent })}` });
        expect([status, headers.get('retry-after'), body.errors]).toEqual([
          503,
          expect.stringMatching(/^[1-8]$/),
          [
            {
              message:
                'Your token cannot be checked just now, because its issuer does not answer. Try again later.',
              extensions: { code: 'UNAVAILABLE' },
            },
          ],
        ]);
      }
      // The points of the address are spent.
      expect((await cutOff.ask(WHO, { as: `Bearer ${await token({})}` })).status).toBe(429);
      const told = cutOff.log.filter(
        ({ msg }) => msg !== 'request' && !String(msg).startsWith('Server listening'),
      );
      expect(told).toEqual([
        expect.objectContaining({
          level: 40,
          issuer: 'https://provider.example',
          reason: 'its status is 500',
          msg: 'the keys of the issuer cannot be fetched',
        }),
      ]);
      expect(JSON.stringify(told[0]).length).toBeLessThan(300);
    } finally {
      await cutOff.stop();
      await new Promise((resolve) => failing.close(resolve));
    }
  });

  it.each([[0], [true], [{}], [['ann']], [null], ['x'.repeat(201)]])('whose subject is %j', async (sub) => {
    expect(await refused(`Bearer ${await token({ sub })}`)).toEqual(invalid('it names no subject'));
  });

  it('and roles that are none give none', async () => {
    for (const roles of [['__proto__', 'constructor', 7, null], 'toString', { agent: true }, 5]) {
      const { body } = await server.ask(WHO, { as: `Bearer ${await token({ roles })}` });
      expect(body.data.viewer.roles).toEqual([]);
    }
  });

  it('never shows up in the log', async () => {
    const text = await token({ sub: 'secretive' });
    await server.ask(WHO, { as: `Bearer ${text}` });
    expect(JSON.stringify(server.log)).not.toContain(text);
    expect(JSON.stringify(server.log)).not.toContain('secretive');
  });

  it('of a demonstration opens nothing outside of one', async () => {
    const demo = await signer('urn:laurel:demo');
    expect(await refused(`Bearer ${await demo.token('demo-agent', { roles: ['agent'] })}`)).toEqual(
      invalid('its issuer is not known here'),
    );
  });
});

describe('what a token proved once', () => {
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
  /** An issuer whose key may be withdrawn, and a token of it for so many seconds. */
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

  it('holds for half a minute, also when its key is withdrawn, and no longer', async () => {
    const { verify, withdraw } = await issued(3600);
    await verify();
    withdraw();
    after(30);
    expect(await verify()).toMatchObject({ subject: 'ann' });
    after(30.001);
    await expect(verify()).rejects.toThrow('its signature does not hold');
  });

  it('holds no longer than the token', async () => {
    const { verify } = await issued(20);
    await verify();
    after(19.999);
    expect(await verify()).toMatchObject({ subject: 'ann' });
    after(20);
    await expect(verify()).rejects.toThrow('The token has expired. Sign in again.');
  });
});

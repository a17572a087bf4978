import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type LaurelError, NetworkError, RateLimited, type ServerError } from '@laurel/sdk';
import { thrownBy } from '../support/client-with-answers';
import { SQLITE } from '../support/databases';
import { startTestServer, type TestServer } from '../support/test-server';

describe('the client with a real server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE);
  });
  afterAll(() => server.stop());
  const laurel = (options: object = {}) =>
    createClient({ url: `${server.url}/graphql`, retries: 0, ...options });

  it('maps the errors of the server to its classes', async () => {
    const wrong = laurel({ token: 'nonsense' }).viewer.get();
    expect(await thrownBy(wrong)).toMatchObject({
      name: 'Unauthorized',
      status: 401,
      code: 'UNAUTHENTICATED',
    });
    const nobody = laurel().organizations.list().toArray({ limit: 1 });
    expect(await thrownBy(nobody)).toMatchObject({ name: 'Unauthorized', status: 200 });
    const token = (await server.person('ann')).replace('Bearer ', '');
    const ann = laurel({ token }).organizations.list().toArray({ limit: 1 });
    expect(await thrownBy(ann)).toMatchObject({ name: 'Forbidden', code: 'FORBIDDEN' });
    const fields = Array.from({ length: 20 }, (_, i) => `f${i}: viewer { roles }`).join(' ');
    expect(await thrownBy(laurel().request(`{ ${fields} }`))).toMatchObject({
      name: 'TooComplex',
      status: 400,
    });
    expect(await thrownBy(laurel().request('{ nonsense }'))).toMatchObject({
      name: 'BadRequest',
      status: 400,
    });
    const day = laurel().competencies.list({ on: '2026-02-31' });
    expect(await thrownBy(day)).toMatchObject({ name: 'BadRequest', code: 'BAD_USER_INPUT' });
    const elsewhere = createClient({ url: `${server.url}/nowhere`, retries: 0 });
    expect(await thrownBy(elsewhere.viewer.get())).toMatchObject({ name: 'BadRequest', status: 404 });
    expect(
      await thrownBy(createClient({ url: 'http://127.0.0.1:9', retries: 0 }).viewer.get()),
    ).toBeInstanceOf(NetworkError);
  });

  it('sends the request id that the server logs with an error', async () => {
    const { requestId } = (await thrownBy(laurel({ token: 'nonsense' }).viewer.get())) as LaurelError;
    expect(server.log).toContainEqual(expect.objectContaining({ requestId, error: 'UNAUTHENTICATED' }));
  });

  it('reports how long to wait when the points of the minute are used up', async () => {
    const poor = await startTestServer(SQLITE, {
      config: { rateLimits: { anonymous: 30, person: 1, apiKey: 1, agent: 1 } },
    });
    const client = createClient({ url: `${poor.url}/graphql`, retries: { most: 1, longestWait: 10 } });
    const error = await thrownBy(client.competencies.list());
    expect(error).toBeInstanceOf(RateLimited);
    expect((error as RateLimited).waitSeconds).toBeGreaterThan(0);
    expect((error as RateLimited).waitSeconds).toBeLessThanOrEqual(60);
    await poor.stop();
  });

  it('reports the log id of an internal error', async () => {
    let isBroken = false;
    const broken = await startTestServer(SQLITE, {
      between: (database) => ({
        ...database,
        rows: async (sql, parameters) => {
          if (isBroken) throw new Error('The disk is gone.');
          return database.rows(sql, parameters);
        },
      }),
    });
    isBroken = true;
    const client = createClient({ url: `${broken.url}/graphql`, retries: 0 });
    const error = (await thrownBy(client.organizations.byKey('alpha'))) as ServerError;
    expect(error).toMatchObject({ name: 'ServerError', code: 'INTERNAL_SERVER_ERROR' });
    expect(broken.log).toContainEqual(
      expect.objectContaining({ errorId: error.errorId, requestId: error.requestId }),
    );
    await broken.stop();
  });
});

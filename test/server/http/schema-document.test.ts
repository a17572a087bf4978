import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import type { SchemaExposure } from '../../../server/config';
import { SQLITE } from '../../support/databases';
import { startTestServer, type TestServer } from '../../support/test-server';

const CONTRACT = readFileSync(join(__dirname, '../../../schema/schema.graphql'), 'utf8');
const INTROSPECTION = '{ __schema { queryType { name } } }';

async function withExposure(schema: SchemaExposure, test: (server: TestServer) => Promise<void>) {
  const server = await startTestServer(SQLITE, { config: { schema } });
  try {
    await test(server);
  } finally {
    await server.stop();
  }
}

describe('the contract at /schema.graphql', () => {
  it.each(['full', 'sdl'] as const)('is served with its directives if the schema is %s', (exposure) =>
    withExposure(exposure, async (server) => {
      const response = await fetch(`${server.url}/schema.graphql`);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'application/graphql; charset=utf-8',
      ]);
      const text = await response.text();
      expect(text).toBe(CONTRACT);
      expect(text).toContain('@semanticNonNull');
      expect(buildSchema(text).getQueryType()?.name).toBe('Query');
      const etag = response.headers.get('etag') ?? '';
      const again = await fetch(`${server.url}/schema.graphql`, { headers: { 'if-none-match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }),
  );

  it('is not found if the schema is hidden', () =>
    withExposure('hidden', async (server) => {
      expect((await fetch(`${server.url}/schema.graphql`)).status).toBe(404);
    }));

  it('costs points, and is refused when none are left', async () => {
    const server = await startTestServer(SQLITE, {
      config: { rateLimits: { anonymous: 10, person: 10, apiKey: 10, agent: 10 } },
    });
    try {
      const statuses: number[] = [];
      for (let i = 0; i < 4; i++) statuses.push((await fetch(`${server.url}/schema.graphql`)).status);
      expect(statuses).toEqual([200, 200, 200, 429]);
    } finally {
      await server.stop();
    }
  });
});

describe('introspection', () => {
  it.each<[SchemaExposure, number]>([
    ['full', 200],
    ['sdl', 400],
    ['hidden', 400],
  ])('of a schema that is %s answers %i', (exposure, status) =>
    withExposure(exposure, async (server) => {
      expect((await server.ask(INTROSPECTION)).status).toBe(status);
    }),
  );
});

describe('a mistyped field', () => {
  it('gets a suggestion unless the schema is hidden', async () => {
    const messageOf = async (server: TestServer) =>
      (await server.ask('{ viewr { roles } }')).body.errors[0].message;
    await withExposure('sdl', async (server) => {
      expect(await messageOf(server)).toContain('Did you mean "viewer"?');
    });
    await withExposure('hidden', async (server) => {
      expect(await messageOf(server)).not.toContain('viewer');
    });
  });
});

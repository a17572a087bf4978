import { describe, expect, it } from '@jest/globals';
import { readConfig, type Config } from '../../server/config';
import { welcome } from '../../server/welcome';

describe('the welcome', () => {
  const lines = (changed: Partial<Config> = {}) =>
    welcome({ ...readConfig({}), ...changed }, 'http://127.0.0.1:4000', 'laurel.sqlite', null);

  it('lists the pages if they are on, and only the endpoint if they are off', () => {
    expect(lines()).toContain('  GraphQL                      http://localhost:4000/graphql\n');
    expect(lines()).not.toMatch(/Sandbox|GraphiQL/);
    expect(lines({ pages: true })).toContain(
      '  GraphQL and Apollo Sandbox   http://localhost:4000/graphql\n',
    );
    expect(lines({ pages: true })).toContain(
      '  GraphiQL, also offline       http://localhost:4000/graphiql\n',
    );
  });

  it('lists the address of metrics if they are on', () => {
    expect(lines()).not.toContain('/metrics');
    expect(lines({ metrics: true })).toContain(
      '  Metrics                      http://localhost:4000/metrics\n',
    );
    expect(lines({ metrics: true, metricsAddress: { host: '::1', port: 9464 } })).toContain(
      '  Metrics                      http://[::1]:9464/metrics\n',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { readConfig, type Config } from '../../server/config';
import { welcome } from '../../server/welcome';

describe('the welcome', () => {
  const told = (changed: Partial<Config> = {}) =>
    welcome({ ...readConfig({}), ...changed }, 'http://127.0.0.1:4000', 'laurel.sqlite', null);

  it('names the pages where they are on, and the endpoint alone where they are off', () => {
    expect(told()).toContain('  GraphQL                      http://localhost:4000/graphql\n');
    expect(told()).not.toMatch(/Sandbox|GraphiQL/);
    expect(told({ pages: true })).toContain('  GraphQL and Apollo Sandbox   http://localhost:4000/graphql\n');
    expect(told({ pages: true })).toContain(
      '  GraphiQL, also offline       http://localhost:4000/graphiql\n',
    );
  });

  it('names the address of metrics where they are on', () => {
    expect(told()).not.toContain('/metrics');
    expect(told({ metrics: true })).toContain(
      '  Metrics                      http://localhost:4000/metrics\n',
    );
    expect(told({ metrics: true, metricsAddress: { host: '::1', port: 9464 } })).toContain(
      '  Metrics                      http://[::1]:9464/metrics\n',
    );
  });
});

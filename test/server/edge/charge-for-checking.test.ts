import { performance } from 'node:perf_hooks';
import { ApolloServer } from '@apollo/server';
import { describe, expect, it } from '@jest/globals';
import { chargeForChecking } from '../../../server/edge/charge-for-checking';
import type { RequestContext } from '../../../server/request/request-context';

describe('parsing and validating a document', () => {
  it('is work of the request, by the time that it takes', async () => {
    const spin = (milliseconds: number) => {
      const until = performance.now() + milliseconds;
      while (performance.now() < until);
    };
    const apollo = new ApolloServer<RequestContext>({
      typeDefs: 'type Query { a: Int }',
      plugins: [chargeForChecking()],
      validationRules: [
        () => {
          spin(20);
          return {};
        },
      ],
    });
    const worked: number[] = [];
    // Nothing else of the context is used.
    const contextValue = { worked: (time: number) => void worked.push(time) } as unknown as RequestContext;
    await apollo.executeOperation({ query: '{ a }' }, { contextValue });
    await apollo.stop();
    const [parsing = 0, validating = 0] = worked;
    expect(worked).toHaveLength(2);
    expect(parsing).toBeGreaterThan(0);
    expect(validating).toBeGreaterThanOrEqual(20);
  });
});

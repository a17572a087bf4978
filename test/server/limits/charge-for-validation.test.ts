import { performance } from 'node:perf_hooks';
import { ApolloServer } from '@apollo/server';
import { afterAll, describe, expect, it } from '@jest/globals';
import { chargeForValidation } from '../../../server/limits/charge-for-validation';
import type { RequestContext } from '../../../server/request/request-context';

describe('the validation time of a document', () => {
  const { rule, plugin } = chargeForValidation();
  const spin = () => {
    const until = performance.now() + 20;
    while (performance.now() < until);
    return {};
  };
  const apollo = new ApolloServer<RequestContext>({
    typeDefs: 'type Query { a: Int b: Int }',
    plugins: [plugin],
    validationRules: [rule, spin],
  });
  afterAll(() => apollo.stop());

  const chargedTimes = async (query: string) => {
    const times: number[] = [];
    // The other members of a context are not used.
    const contextValue = { chargeTime: (time: number) => void times.push(time) } as unknown as RequestContext;
    await apollo.executeOperation({ query }, { contextValue });
    return times;
  };

  it('is charged to the request', async () => {
    expect(await chargedTimes('{ a }')).toEqual([expect.any(Number)]);
    expect((await chargedTimes('{ one: a }'))[0]).toBeGreaterThanOrEqual(20);
  });

  it('is charged to a refused request', async () => {
    expect((await chargedTimes('{ c }'))[0]).toBeGreaterThanOrEqual(20);
  });

  it('excludes work for other requests', async () => {
    const began = performance.now();
    const times = await Promise.all(['{ b }', '{ x: b }', '{ y: b }', '{ z: b }'].map(chargedTimes));
    const elapsed = performance.now() - began;
    const charged = times.flat().reduce((sum, time) => sum + time, 0);
    // Each request adds a fixed overhead. If it also paid for the requests before it, the sum would be ten validations
    // of 20 ms.
    expect(charged).toBeLessThan(elapsed + 4);
    expect(charged).toBeGreaterThanOrEqual(80);
  });
});

import { performance } from 'node:perf_hooks';
import { ApolloServer } from '@apollo/server';
import { afterAll, describe, expect, it } from '@jest/globals';
import { chargeForChecking } from '../../../server/limits/charge-for-checking';
import type { RequestContext } from '../../../server/request/request-context';

describe('the time of validating a document', () => {
  const { rule, plugin } = chargeForChecking();
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

  const timesOf = async (query: string) => {
    const times: number[] = [];
    // Nothing else of the context is used.
    const contextValue = { worked: (time: number) => void times.push(time) } as unknown as RequestContext;
    await apollo.executeOperation({ query }, { contextValue });
    return times;
  };

  it('is work of the request', async () => {
    expect(await timesOf('{ a }')).toEqual([expect.any(Number)]);
    expect((await timesOf('{ one: a }'))[0]).toBeGreaterThanOrEqual(20);
  });

  it('is work of a refused request', async () => {
    expect((await timesOf('{ c }'))[0]).toBeGreaterThanOrEqual(20);
  });

  it('leaves out what the process does for other requests in between', async () => {
    const began = performance.now();
    const times = await Promise.all(['{ b }', '{ x: b }', '{ y: b }', '{ z: b }'].map(timesOf));
    const elapsed = performance.now() - began;
    const charged = times.flat().reduce((sum, time) => sum + time, 0);
    // Each adds a fixed time for the rest. With the others' time, they would add up to ten validations of 20 ms.
    expect(charged).toBeLessThan(elapsed + 4);
    expect(charged).toBeGreaterThanOrEqual(80);
  });
});

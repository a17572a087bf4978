import { describe, expect, it } from '@jest/globals';
import { EXCLUDED_TESTS } from './excluded-tests';
import { excludeTests, type TestNode } from './excluded-tests-environment';

describe('leaving out parts of the integration suite', () => {
  const file = (): TestNode => ({
    name: 'ROOT',
    children: [{ name: 'trees', children: [{ name: 'grow' }, { name: 'fall' }] }, { name: 'grow' }],
  });

  it('removes only the named tests and groups', () => {
    const one = file();
    excludeTests(one, ['trees › grow']);
    expect(one.children).toEqual([{ name: 'trees', children: [{ name: 'fall' }] }, { name: 'grow' }]);

    const group = file();
    excludeTests(group, ['trees']);
    expect(group.children).toEqual([{ name: 'grow' }]);
  });

  it('fails the run when a named part is missing', () => {
    expect(() => excludeTests(file(), ['trees › fall', 'trees › bloom', 'fall'])).toThrow(
      'EXCLUDED_TESTS names parts that are not in the suite: trees › bloom, fall',
    );
  });

  it('has a reason for each part', () => {
    for (const reason of Object.values(EXCLUDED_TESTS)) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  });
});

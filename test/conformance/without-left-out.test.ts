import { describe, expect, it } from '@jest/globals';
import { LEFT_OUT } from './left-out';
import { leaveOut, type Part } from './without-left-out';

describe('what is left out of the integration suite', () => {
  const file = (): Part => ({
    name: 'ROOT',
    children: [{ name: 'trees', children: [{ name: 'grow' }, { name: 'fall' }] }, { name: 'grow' }],
  });

  it('is the named tests and groups, and nothing else', () => {
    const one = file();
    leaveOut(one, ['trees › grow']);
    expect(one.children).toEqual([{ name: 'trees', children: [{ name: 'fall' }] }, { name: 'grow' }]);

    const group = file();
    leaveOut(group, ['trees']);
    expect(group.children).toEqual([{ name: 'grow' }]);
  });

  it('fails the run when it is not in the suite any more', () => {
    expect(() => leaveOut(file(), ['trees › fall', 'trees › bloom', 'fall'])).toThrow(
      'Left out, but not there any more: trees › bloom, fall',
    );
  });

  it('has a reason each', () => {
    for (const reason of Object.values(LEFT_OUT)) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  });
});

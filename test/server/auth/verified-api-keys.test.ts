import { describe, expect, it } from '@jest/globals';
import { VerifiedApiKeys } from '../../../server/auth/verified-api-keys';

describe('verified API keys', () => {
  const proving = () => {
    const keys = new VerifiedApiKeys();
    let paid = 0;
    const prove = async (hash: string, found: object | null = {}) => {
      const before = paid;
      await keys.verify(
        hash,
        () => (paid += 1),
        () => Promise.resolve(found),
      );
      return paid > before;
    };
    return { keys, prove };
  };

  it('are charged once', async () => {
    const { prove } = proving();
    expect([await prove('a'), await prove('a'), await prove('b')]).toEqual([true, false, true]);
  });

  it('are charged again after a look-up that did not find them', async () => {
    const { prove } = proving();
    expect([await prove('a'), await prove('a', null), await prove('a', null)]).toEqual([true, false, true]);
  });

  it('are charged once for concurrent requests', async () => {
    const { prove } = proving();
    expect(await Promise.all([prove('a'), prove('a'), prove('a')])).toEqual([true, false, false]);
  });

  it('are not looked up without points', async () => {
    const { keys } = proving();
    const refuse = () => {
      throw new Error('No points are left.');
    };
    const lookUp = () => Promise.reject(new Error('It was looked up.'));
    await expect(keys.verify('a', refuse, lookUp)).rejects.toThrow('No points are left.');
    await expect(keys.verify('a', refuse, lookUp)).rejects.toThrow('No points are left.');
  });

  it('are limited to the 10,000 most recently used', async () => {
    const { prove } = proving();
    await prove('first');
    await prove('second');
    for (let i = 0; i < 9998; i++) await prove(`key ${i}`);
    // Using the first key again makes the second one the oldest.
    await prove('first');
    await prove('one more');
    expect([await prove('first'), await prove('second')]).toEqual([false, true]);
  });
});

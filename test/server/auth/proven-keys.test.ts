import { describe, expect, it } from '@jest/globals';
import { ProvenKeys } from '../../../server/auth/proven-keys';

describe('proven API keys', () => {
  const proving = () => {
    const keys = new ProvenKeys();
    let paid = 0;
    /** Whether the look-up had to be paid for. */
    const prove = async (hash: string, found: object | null = {}) => {
      const before = paid;
      await keys.prove(
        hash,
        () => (paid += 1),
        () => Promise.resolve(found),
      );
      return paid > before;
    };
    return { keys, prove };
  };

  it('are paid for once', async () => {
    const { prove } = proving();
    expect([await prove('a'), await prove('a'), await prove('b')]).toEqual([true, false, true]);
  });

  it('are paid for again after a look-up has not found them', async () => {
    const { prove } = proving();
    expect([await prove('a'), await prove('a', null), await prove('a', null)]).toEqual([true, false, true]);
  });

  it('are paid for once by requests that come at once', async () => {
    const { prove } = proving();
    expect(await Promise.all([prove('a'), prove('a'), prove('a')])).toEqual([true, false, false]);
  });

  it('are not looked up when they cannot be paid for', async () => {
    const { keys } = proving();
    const refuse = () => {
      throw new Error('No points are left.');
    };
    const lookUp = () => Promise.reject(new Error('It was looked up.'));
    await expect(keys.prove('a', refuse, lookUp)).rejects.toThrow('No points are left.');
    await expect(keys.prove('a', refuse, lookUp)).rejects.toThrow('No points are left.');
  });

  it('are the last ten thousand', async () => {
    const { prove } = proving();
    await prove('first');
    await prove('second');
    for (let i = 0; i < 9998; i++) await prove(`key ${i}`);
    // The first one is used again, so the second one is the oldest.
    await prove('first');
    await prove('one more');
    expect([await prove('first'), await prove('second')]).toEqual([false, true]);
  });
});

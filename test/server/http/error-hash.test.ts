import { describe, expect, it } from '@jest/globals';
import { errorHash } from '../../../server/http/error-hash';

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}

function storeRow(value: string): void {
  throw new Error(`Duplicate entry '${value}' for key 'employee_subject' after ${value.length} tries`);
}

function readRow(): void {
  throw new Error("Duplicate entry 'ann' for key 'employee_subject' after 3 tries");
}

describe('the hash of an error', () => {
  it('is the same for other values and at another line of the caller', () => {
    const one = errorHash(thrownBy(() => storeRow('ann')));
    const other = errorHash(thrownBy(() => storeRow('01737ad3-60a0-7572-a4ca-ea2e5f5d36ee')));
    expect(one).toMatch(/^[0-9a-f]{12}$/);
    expect(other).toBe(one);
  });

  it('differs for another place, type, code or message', () => {
    const place = thrownBy(readRow);
    const type = Object.assign(
      thrownBy(() => storeRow('ann')),
      { name: 'TypeError' },
    );
    const code = Object.assign(
      thrownBy(() => storeRow('ann')),
      { code: 'ER_DUP_ENTRY' },
    );
    const message = Object.assign(
      thrownBy(() => storeRow('ann')),
      { message: 'Lost connection' },
    );
    const hashes = [thrownBy(() => storeRow('ann')), place, type, code, message].map(errorHash);
    expect(new Set(hashes).size).toBe(5);
  });

  it('does not need a stack', () => {
    const error = Object.assign(new Error('Lost'), { stack: undefined });
    expect(errorHash(error)).toBe(errorHash(Object.assign(new Error('Lost'), { stack: undefined })));
  });
});

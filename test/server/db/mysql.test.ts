import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { openMysql } from '../../../server/db/mysql';

describe('the connections to MySQL or MariaDB', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });
  /** What they are encrypted with, as it is given to the driver, which then is not let through to any server. */
  const encryption = async (query: string): Promise<unknown> => {
    let given: DataSource['options'] | undefined;
    jest.spyOn(DataSource.prototype, 'initialize').mockImplementation(function (this: DataSource) {
      given = this.options;
      return Promise.reject(new Error('not let through'));
    });
    await expect(openMysql(new URL(`mariadb://laurel@db.example/laurel${query}`), 1)).rejects.toThrow(
      'not let through',
    );
    return given !== undefined && 'ssl' in given ? given.ssl : null;
  };

  it('are encrypted where the address says so, and then verify the certificate of the server', async () => {
    // The driver verifies it unless it is told otherwise.
    expect(await encryption('?ssl=true')).toEqual({});
    expect([await encryption(''), await encryption('?ssl=false')]).toEqual([null, null]);
  });
});

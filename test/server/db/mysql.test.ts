import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { openMysql } from '../../../server/db/mysql';

describe('connections to MySQL or MariaDB', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });
  /** The TLS options passed to the driver, whose mock rejects instead of connecting. */
  const tlsOptions = async (query: string): Promise<unknown> => {
    let options: DataSource['options'] | undefined;
    jest.spyOn(DataSource.prototype, 'initialize').mockImplementation(function (this: DataSource) {
      options = this.options;
      return Promise.reject(new Error('not let through'));
    });
    await expect(openMysql(new URL(`mariadb://laurel@db.example/laurel${query}`), 1)).rejects.toThrow(
      'not let through',
    );
    return options !== undefined && 'ssl' in options ? options.ssl : null;
  };

  it('use TLS and verify the certificate of the server if the address demands it', async () => {
    // With empty options, the driver uses TLS and verifies the certificate.
    expect(await tlsOptions('?ssl=true')).toEqual({});
    expect([await tlsOptions(''), await tlsOptions('?ssl=false')]).toEqual([null, null]);
  });
});

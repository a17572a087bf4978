import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Connection } from 'mysql2';
import { requireSupportedVersion } from '../../../server/db/require-supported-version';
import { openDatabase } from '../../../server/db/open-database';
import { freePort } from '../../support/mariadb';

describe('a database server', () => {
  it.each([
    '10.6.0-MariaDB',
    '10.11.6-MariaDB-0+deb12u1',
    '11.4.2-MariaDB',
    '8.0.17',
    '8.0.36-0ubuntu0.22.04.1',
    '8.4.3-log',
    '9.1.0',
  ])('is accepted with version %s', (version) =>
    expect(() => requireSupportedVersion(version, 'db')).not.toThrow(),
  );

  it.each([
    ['10.5.28-MariaDB-ubu2004', 'MariaDB 10.5.28'],
    ['5.5.68-MariaDB', 'MariaDB 5.5.68'],
    ['5.7.44-log', 'MySQL 5.7.44'],
    ['8.0.1', 'MySQL 8.0.1'],
    ['8.0.16', 'MySQL 8.0.16'],
  ])('is refused with version %s', (version, named) => {
    expect(() => requireSupportedVersion(version, 'db')).toThrow(
      `The database server db is ${named}, but Laurel needs MariaDB 10.6 or newer, or MySQL 8.0.17 or newer.`,
    );
  });

  it('is refused if it is too old, and the connection is closed', async () => {
    const { url, connections, close } = await serverOfVersion('10.5.28-MariaDB');
    try {
      await expect(openDatabase(url, { connections: 1 })).rejects.toThrow(
        /^The database server localhost:\d+ is MariaDB 10\.5\.28, but Laurel needs MariaDB 10\.6 or newer, or MySQL 8\.0\.17 or newer\.$/,
      );
      await Promise.all(connections.map((connection) => connection.ended));
      expect(connections.length).toBeGreaterThan(0);
    } finally {
      close();
    }
  });
});

async function serverOfVersion(version: string) {
  const connections: { readonly ended: Promise<unknown> }[] = [];
  const server = createServer((connection) => {
    connections.push({ ended: once(connection, 'end') });
    // The driver reports a disconnect of the client as an error.
    connection.on('error', () => undefined);
    connection.serverHandshake({
      protocolVersion: 10,
      serverVersion: version,
      connectionId: connections.length,
      statusFlags: 2,
      characterSet: 45,
      capabilityFlags: 0xffffff & ~0x800,
      authCallback: (_who: unknown, done: (error: null) => void) => {
        done(null);
        connection.sequenceId = 0;
      },
    });
    connection.on('query', () => answer(connection, version));
  });
  const port = await freePort();
  server.listen(port);
  return {
    url: `mariadb://root@localhost:${port}/laurel`,
    connections,
    close: () => server.close(() => undefined),
  };
}

function answer(connection: Connection, version: string): void {
  const texts = { catalog: 'def', schema: '', table: '', orgTable: '', orgName: '' };
  const column = {
    name: 'version',
    characterSet: 45,
    columnLength: 200,
    columnType: 253,
    flags: 0,
    decimals: 0,
  };
  // The sequence ids of an answer continue from the sequence id of the query.
  connection.sequenceId = 1;
  connection.writeTextResult([{ version }], [{ ...texts, ...column }]);
  connection.sequenceId = 0;
}

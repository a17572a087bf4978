import { PlainError } from '../messages/plain-error';

/** The first versions that know `FOR UPDATE SKIP LOCKED`, with which servers share the refilling of kept status. */
const OLDEST = { MariaDB: [10, 6], MySQL: [8, 0] } as const;

/** Refuses a server that is older, by what it answers to `SELECT VERSION()`: it would start, and fail at some request. */
export function mustSkipLocked(version: string): void {
  const product = /mariadb/i.test(version) ? 'MariaDB' : 'MySQL';
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part));
  const [oldestMajor, oldestMinor] = OLDEST[product];
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  const { MariaDB, MySQL } = OLDEST;
  throw new PlainError(
    `it is ${product} ${major}.${minor}, and must be MariaDB ${MariaDB.join('.')} or newer, or MySQL ${MySQL[0]} or newer`,
  );
}

import { PlainError } from '../messages/plain-error';

/**
 * MariaDB 10.6 introduced `FOR UPDATE SKIP LOCKED`, which lets servers share the refill of spans. MySQL 8.0.17
 * introduced the collation `utf8mb4_0900_bin`, which compares strings character by character.
 */
const MINIMUM_VERSIONS = { MariaDB: '10.6', MySQL: '8.0.17' } as const;

/** `version` is the result of `SELECT VERSION()`, and `host` names the database server. */
export function requireSupportedVersion(version: string, host: string): void {
  const product = /mariadb/i.test(version) ? 'MariaDB' : 'MySQL';
  const actual = parseVersion(version);
  const minimum = parseVersion(MINIMUM_VERSIONS[product]);
  const differing = actual.findIndex((part, i) => part !== minimum[i]);
  if (differing === -1 || (actual[differing] ?? 0) > (minimum[differing] ?? 0)) return;
  throw new PlainError(
    `The database server ${host} is ${product} ${actual.join('.')}, but Laurel needs MariaDB ${MINIMUM_VERSIONS.MariaDB} or newer, or MySQL ${MINIMUM_VERSIONS.MySQL} or newer.`,
  );
}

function parseVersion(version: string): readonly number[] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part));
  return [major, minor, patch];
}

import { PlainError } from '../messages/plain-error';

/**
 * MariaDB: the first that knows `FOR UPDATE SKIP LOCKED`, with which servers share the refilling of kept status. MySQL:
 * the first that knows the collation `utf8mb4_0900_bin`, by which texts are equal when every character is.
 */
const OLDEST = { MariaDB: '10.6', MySQL: '8.0.17' } as const;

/** Refuses a server that is older, by what it answers to `SELECT VERSION()`: it would fail later, at something. */
export function requireSupportedVersion(version: string): void {
  const product = /mariadb/i.test(version) ? 'MariaDB' : 'MySQL';
  const is = partsOf(version);
  const oldest = partsOf(OLDEST[product]);
  const differing = is.findIndex((part, i) => part !== oldest[i]);
  if (differing === -1 || (is[differing] ?? 0) > (oldest[differing] ?? 0)) return;
  throw new PlainError(
    `it is ${product} ${is.join('.')}, and must be MariaDB ${OLDEST.MariaDB} or newer, or MySQL ${OLDEST.MySQL} or newer`,
  );
}

/** `10.6.5-MariaDB-log` is `[10, 6, 5]`. */
function partsOf(version: string): readonly number[] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part));
  return [major, minor, patch];
}

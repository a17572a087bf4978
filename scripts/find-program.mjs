import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const PLACES = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/sbin',
  '/usr/libexec',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/bin',
  '/usr/local/mysql/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/opt/homebrew/opt/mysql/bin',
].filter((place) => place !== '');

/**
 * A MariaDB or MySQL server program on this machine, and what fills an empty data folder for it; null when there
 * is none.
 */
export function findMariadb() {
  const program = findProgram(['mariadbd', 'mysqld']);
  if (program === null) return null;
  // `mysqld` is the name of both: Oracle's own, and MariaDB's under its old name.
  const isMariadb = spawnSync(program, ['--no-defaults', '--version'], { encoding: 'utf8' }).stdout.includes(
    'MariaDB',
  );
  if (!isMariadb)
    return { kind: 'mysql', program, install: [program, '--no-defaults', '--initialize-insecure'] };
  const installer = findProgram(
    ['mariadb-install-db', 'mysql_install_db'],
    [dirname(program), join(program, '../../scripts')],
  );
  if (installer === null) return null;
  const options = ['--no-defaults', '--auth-root-authentication-method=normal', '--skip-test-db'];
  return { kind: 'mariadb', program, install: [installer, ...options] };
}

/** The first program of these names, in the folders named, on the path, or in the usual places. */
export function findProgram(names, nearby = []) {
  const candidates = names.flatMap((name) => [...nearby, ...PLACES].map((place) => join(place, name)));
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

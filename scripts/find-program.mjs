import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Folders in which package managers install programs; PATH may lack them. */
export const USUAL_PLACES = [
  '/usr/sbin',
  '/usr/libexec',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/bin',
  '/usr/local/mysql/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/opt/homebrew/opt/mysql/bin',
];

/**
 * A MariaDB or MySQL server program on this machine, and what fills an empty data folder for it; null when there
 * is none.
 */
export function findMariadb(usualPlaces = USUAL_PLACES) {
  const program = findProgram(['mariadbd', 'mysqld'], { usualPlaces });
  if (program === null) return null;
  // `mysqld` is the name of both: Oracle's own, and MariaDB's under its old name.
  const isMariadb = spawnSync(program, ['--no-defaults', '--version'], { encoding: 'utf8' }).stdout.includes(
    'MariaDB',
  );
  if (!isMariadb)
    return { kind: 'mysql', program, install: [program, '--no-defaults', '--initialize-insecure'] };
  const nearby = [dirname(program), join(program, '../../scripts')];
  const installer = findProgram(['mariadb-install-db', 'mysql_install_db'], { nearby, usualPlaces });
  if (installer === null) return null;
  const options = ['--no-defaults', '--auth-root-authentication-method=normal', '--skip-test-db'];
  return { kind: 'mariadb', program, install: [installer, ...options] };
}

/** The first program of these names: nearby, on the path, or in the usual places; null when there is none. */
export function findProgram(names, { nearby = [], usualPlaces = USUAL_PLACES } = {}) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((place) => place !== '');
  const candidates = names.flatMap((name) =>
    [...nearby, ...path, ...usualPlaces].map((place) => join(place, name)),
  );
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

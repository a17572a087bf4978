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
 * A MariaDB or MySQL server program on this machine, and the command that initializes its data folder; null if there is
 * none.
 */
export function findMariadb(usualPlaces = USUAL_PLACES) {
  const program = findProgram(['mariadbd', 'mysqld'], { usualPlaces });
  if (program === null) return null;
  // `mysqld` is either Oracle's server or the old name of MariaDB's server.
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

export function findProgram(names, { nearby = [], usualPlaces = USUAL_PLACES } = {}) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((place) => place !== '');
  const candidates = names.flatMap((name) =>
    [...nearby, ...path, ...usualPlaces].map((place) => join(place, name)),
  );
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

import { spawnSync } from 'node:child_process';
import { findMariadb, findProgram, USUAL_PLACES } from './find-program.mjs';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'];

/** The defaults. Tests pass other folders, and choose whether the process counts as root. */
const THIS_MACHINE = { usualPlaces: USUAL_PLACES, isRoot: process.getuid?.() === 0 };

/** Looks for a MariaDB that tests can start, unless LAUREL_TEST_MARIADB names a running one. */
export function lookForMariadb(machine = THIS_MACHINE) {
  if (process.env.LAUREL_TEST_MARIADB !== undefined) return;
  lookFor(machine, {
    what: 'mariadbd or mysqld',
    find: () => findMariadb(machine.usualPlaces),
    debian: 'mariadb-server',
    without: 'the half of the tests that runs on MariaDB is skipped',
    advice:
      '"sudo apt-get install mariadb-server", "brew install mariadb" or similar; the tests start it themselves',
  });
}

/** Stores the path of the browser for the page tests in LAUREL_TEST_CHROMIUM, which stays unset if there is none. */
export function lookForChromium(machine = THIS_MACHINE) {
  if (process.env.LAUREL_TEST_CHROMIUM !== undefined) return;
  const program = lookFor(machine, {
    what: 'chromium',
    find: () => findProgram(CHROMIUM, { usualPlaces: machine.usualPlaces }),
    debian: 'chromium',
    without: 'the tests of pages are skipped',
    advice: '"sudo apt-get install chromium", or set LAUREL_TEST_CHROMIUM to a Chrome',
  });
  // Assigning null would store the string "null".
  if (program !== null) process.env.LAUREL_TEST_CHROMIUM = program;
}

/**
 * Finds a program that tests need. As root, installs a missing program with apt-get. If the program is still missing,
 * prints a notice and returns null, or ends the process if CI=true.
 */
function lookFor({ usualPlaces, isRoot }, { what, find, debian, without, advice }) {
  const program = find();
  if (program !== null) return program;
  const aptGet = isRoot ? findProgram(['apt-get'], { usualPlaces }) : null;
  if (aptGet !== null) {
    console.log(`No ${what} here: installing ${debian} with apt-get ...`);
    run(aptGet, 'update');
    run(aptGet, 'install', '-y', '--no-install-recommends', debian);
    const installed = find();
    if (installed !== null) return installed;
  }
  const sentence = `There is no ${what}, so ${without}. To install it: ${advice}.`;
  if (process.env.CI === 'true') {
    console.log(`${sentence} With CI=true this is an error.`);
    process.exit(1);
  }
  console.log(sentence);
  return null;
}

function run(aptGet, ...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr, error } = spawnSync(aptGet, ['-qq', ...args], { env, encoding: 'utf8' });
  if (status !== 0)
    console.log(`"apt-get ${args.join(' ')}" failed:\n${error?.message ?? `${stdout}${stderr}`}`);
}

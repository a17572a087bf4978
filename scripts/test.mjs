// Runs the whole suite on SQLite and on a throwaway MariaDB; ends with the line `N passed, N failed`.
// Arguments go to Jest: `npm test -- catalogue`.
import { spawnSync } from 'node:child_process';
import { existsSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildArgv, runCLI } from 'jest';
import { findMariadb, findProgram } from './find-program.mjs';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'];
const ROOT = fileURLToPath(new URL('..', import.meta.url));
// `.ci/run` hands over what failed before, so that the one last line counts everything.
const failedBefore = Number(process.env.LAUREL_TEST_FAILED_BEFORE ?? 0);
// True until counted: also when Jest ends the process itself, the last line is said, and is not good news.
let counts = { passed: 0, failed: 1 };
process.on('exit', () => {
  const failed = counts.failed + failedBefore;
  // Jest mutes the streams before it ends the process itself.
  writeSync(1, `${counts.passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
});

if (process.env.LAUREL_TEST_MARIADB === undefined) {
  lookFor({
    what: 'mariadbd or mysqld',
    find: findMariadb,
    debian: 'mariadb-server',
    without: 'the half of the tests that runs on MariaDB is skipped',
    advice:
      '"sudo apt-get install mariadb-server", "brew install mariadb" or the like; it need not be running',
  });
}
lookFor({
  what: 'chromium',
  find: () => (process.env.LAUREL_TEST_CHROMIUM ??= findProgram(CHROMIUM) ?? undefined) ?? null,
  debian: 'chromium',
  without: 'the tests of pages are skipped',
  advice: '"sudo apt-get install chromium", or name a Chrome with LAUREL_TEST_CHROMIUM',
});
const args = process.argv.slice(2);
process.env.NODE_ENV ??= 'test';
const options =
  process.env.LAUREL_TEST_CHROMIUM === undefined ? ['--testPathIgnorePatterns=/test/browser/'] : [];
const { results } = await runCLI(await buildArgv(['--ci', ...options, ...args]), [ROOT]);
counts = count(results);
// Without waiting for what a test may have left open.
process.exit();

/** Finds a program that tests need, installs it where that is our place, or says plainly what goes without it. */
function lookFor({ what, find, debian, without, advice }) {
  if (find() !== null) return;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log(`No ${what} here: installing ${debian} with apt-get ...`);
    apt('update');
    apt('install', '-y', '--no-install-recommends', debian);
    if (find() !== null) return;
  }
  const sentence = `There is no ${what}, so ${without}. To have it: ${advice}.`;
  if (process.env.CI === 'true') {
    console.log(`${sentence} With CI=true that is a failure.`);
    process.exit(1);
  }
  console.log(sentence);
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8' });
  if (status !== 0) console.log(`"apt-get ${args.join(' ')}" failed:\n${stdout}${stderr}`);
}

function count(results) {
  const skipped = results.testResults
    .flatMap((file) => file.testResults)
    .filter(({ status }) => isSkipped(status));
  if (skipped.length > 0) console.log(`${skipped.length} skipped`);
  // Tests that `-t` leaves out look the same as those that somebody switched off.
  const blamed = args.some((arg) => /^(-t|--testNamePattern)(=|$)/.test(arg)) ? [] : skipped;
  for (const test of blamed) console.log(`Skipped, which counts as failed: ${test.fullName}`);

  const passed = results.numPassedTests;
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + blamed.length;
  // What Jest holds against the run as a whole, such as finding no test at all, is in no test's count.
  const isBad = !results.success || passed === 0;
  return { passed, failed: isBad ? Math.max(failed, 1) : failed };
}

function isSkipped(status) {
  return status !== 'passed' && status !== 'failed';
}

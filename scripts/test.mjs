// Runs the whole suite on SQLite and on a throwaway MariaDB. The last line is `N passed, N failed`. Arguments go to
// Jest: `npm test -- catalogue`.
import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildArgv, runCLI } from 'jest';
import { build } from './build.mjs';
import { lookForChromium, lookForMariadb } from './look-for.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
// `.ci/run` passes the number of earlier failures, so that the last line counts everything.
const failedBefore = Number(process.env.LAUREL_TEST_FAILED_BEFORE ?? 0);
// The run counts as failed until Jest returns, so that the last line is right even if Jest ends the process itself.
let counts = { passed: 0, failed: 1 };
process.on('exit', () => {
  const failed = counts.failed + failedBefore;
  // Jest mutes the streams before it ends the process.
  writeSync(1, `${counts.passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
});

lookForMariadb();
lookForChromium();
// Tests start several programs at once. Without this build, they would all build at the same time.
await build();
const args = process.argv.slice(2);
process.env.NODE_ENV ??= 'test';
const options =
  process.env.LAUREL_TEST_CHROMIUM === undefined ? ['--testPathIgnorePatterns=/test/browser/'] : [];
const { results } = await runCLI(await buildArgv(['--ci', ...options, ...args]), [ROOT]);
counts = count(results);
// A test may have left handles open, so do not wait for them.
process.exit();

function count(results) {
  const skipped = results.testResults
    .flatMap((file) => file.testResults)
    .filter(({ status }) => isSkipped(status));
  if (skipped.length > 0) console.log(`${skipped.length} skipped`);
  // With `-t`, deselected tests look like skipped ones, so skipped tests do not count.
  const countedSkips = args.some((arg) => /^(-t|--testNamePattern)(=|$)/.test(arg)) ? [] : skipped;
  for (const test of countedSkips) console.log(`Skipped, which counts as failed: ${test.fullName}`);

  const passed = results.numPassedTests;
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + countedSkips.length;
  // A failure of the whole run, such as finding no test, is not counted as a failed test.
  const hasRunFailed = !results.success || passed === 0;
  return { passed, failed: hasRunFailed ? Math.max(failed, 1) : failed };
}

function isSkipped(status) {
  return status !== 'passed' && status !== 'failed';
}

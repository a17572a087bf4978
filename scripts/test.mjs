// Runs the whole suite on SQLite and on a throwaway MariaDB; ends with the line `N passed, N failed`.
// Arguments go to Jest: `npm test -- catalogue`.
import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildArgv, runCLI } from 'jest';
import { build } from './build.mjs';
import { lookForChromium, lookForMariadb } from './look-for.mjs';

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

lookForMariadb();
lookForChromium();
// Tests start several programs at once. Where nothing is built yet, each would build over what another one runs.
await build();
const args = process.argv.slice(2);
process.env.NODE_ENV ??= 'test';
const options =
  process.env.LAUREL_TEST_CHROMIUM === undefined ? ['--testPathIgnorePatterns=/test/browser/'] : [];
const { results } = await runCLI(await buildArgv(['--ci', ...options, ...args]), [ROOT]);
counts = count(results);
// Without waiting for what a test may have left open.
process.exit();

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

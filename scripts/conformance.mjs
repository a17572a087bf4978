// Tests the server against public standards: the audits of graphql-http against the running server, and Apollo's
// integration suite against our HTTP mounting. The last line of the output has the counts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildArgv, runCLI } from 'jest';
import { auditsOf, AUDITS, run } from './audits.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const audits = await auditRunningServer();
const suite = await integrationSuite();
// Jest may have muted the streams.
writeSync(
  1,
  `graphql-http ${audits.ok}/${audits.all}, integration suite ${suite.passed} passed ${suite.failed} failed\n`,
);
const isConforming = audits.ok === AUDITS && audits.all === AUDITS && suite.passed > 0 && suite.failed === 0;
process.exit(isConforming ? 0 : 1);

async function auditRunningServer() {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-conformance-'));
  const { url, stop } = await startServer(folder);
  try {
    const audits = auditsOf(url);
    const problems = [];
    for (const audit of audits) problems.push(await run(audit));
    const failures = problems.filter((problem) => problem !== null);
    for (const failure of failures) console.log(`${failure}\n`);
    if (audits.length !== AUDITS) console.log(`graphql-http has ${audits.length} audits, not ${AUDITS}.`);
    return { ok: audits.length - failures.length, all: audits.length };
  } finally {
    await stop();
    rmSync(folder, { recursive: true });
  }
}

async function startServer(folder) {
  const entry = join(ROOT, 'scripts', 'run.mjs');
  const env = {
    ...withoutLaurelVariables(process.env),
    LAUREL_DATABASE: `sqlite:${join(folder, 'conformance.sqlite')}`,
    LAUREL_HOST: '127.0.0.1',
    LAUREL_PORT: '0',
    LAUREL_LOG_LEVEL: 'error',
    LAUREL_SCHEMA: 'full',
  };
  const server = spawn(process.execPath, [entry, 'server/main'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  for await (const line of createInterface(server.stdout)) {
    const [, port] = /:(\d+)\/graphql/.exec(line) ?? [];
    if (port === undefined) continue;
    server.stdout.resume();
    return {
      url: `http://127.0.0.1:${port}/graphql`,
      async stop() {
        server.kill();
        await ended;
      },
    };
  }
  const [code] = await ended;
  console.log(`The server did not start (exit code ${code}).`);
  process.exit(1);
}

/** The caller's settings for another server must not change the result. */
function withoutLaurelVariables(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('LAUREL_')));
}

async function integrationSuite() {
  process.env.NODE_ENV ??= 'test';
  const argv = await buildArgv(['--ci', '--verbose=false', 'test/conformance/integration-suite']);
  const { results } = await runCLI(argv, [ROOT]);
  const { numTotalTests, numPassedTests: passed, numRuntimeErrorTestSuites } = results;
  // A skipped test counts as failed.
  return { passed, failed: numTotalTests - passed + numRuntimeErrorTestSuites };
}

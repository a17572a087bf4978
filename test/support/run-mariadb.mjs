// Runs a MariaDB or MySQL server on an empty folder for the parent process, and sends it `{ up }` or `{ failure }`.
// When the parent exits, even if it is killed, the server ends and the folder is removed.
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findMariadb } from '../../scripts/find-program.mjs';

const [, , port, ...options] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'laurel-mariadb-'));
const log = join(folder, 'log');
const { kind, program, install } = findMariadb();
// Without this option the server refuses to run as root.
const asRoot = process.getuid() === 0 ? ['--user=root'] : [];
let running = null;

process.on('disconnect', end);
// Ctrl-C reaches every process of the terminal, but this one ends only with its parent.
process.on('SIGINT', () => {});

try {
  await exited(start(install[0], [...install.slice(1), `--datadir=${join(folder, 'data')}`, ...asRoot]));
  const server = start(program, serverOptions());
  const failed = exited(server).then(() => Promise.reject(new Error('it exited')));
  await Promise.race([failed, greeted()]);
  process.send({ up: true });
} catch (error) {
  process.send({ failure: `${program} did not start: ${error.message}\n${readFileSync(log, 'utf8')}` });
}

function serverOptions() {
  return [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    // A starting server empties its folder for temporary tables, so it must not use the shared one.
    `--tmpdir=${folder}`,
    `--socket=${join(folder, 's')}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--max-connections=500',
    // The data need not survive a power cut.
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-doublewrite=0',
    '--skip-log-bin',
    ...(kind === 'mysql' ? ['--mysqlx=OFF'] : []),
    ...options,
    ...asRoot,
  ];
}

function start(command, options) {
  const out = openSync(log, 'a');
  // A process group of its own: Ctrl-C does not reach it, and a kill includes the children of the installer.
  running = spawn(command, options, { stdio: ['ignore', out, out], detached: true });
  return running;
}

function exited(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${child.spawnfile} exited with ${code}`)),
    );
  });
}

/** A server sends its greeting as soon as it is ready. */
async function greeted() {
  for (;;) {
    const greeting = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      const done = (answer) => resolve(answer) ?? socket.destroy();
      socket
        .once('data', () => done(true))
        .once('error', () => done(false))
        .once('end', () => done(false));
    });
    if (greeting) return;
    await pause(50);
  }
}

async function end() {
  if (running !== null && running.exitCode === null && running.signalCode === null) {
    const ended = new Promise((done) => running.on('exit', done));
    // No graceful shutdown: the data is removed next.
    process.kill(-running.pid, 'SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}

// Runs a MariaDB or MySQL server on an empty folder for the one who forked this process, and says `{ up }` or
// `{ failure }`. When that one goes away, for whatever reason (even killed), so do the server and the folder.
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
// A server that root runs refuses to start unless it is told so.
const asRoot = process.getuid() === 0 ? ['--user=root'] : [];
let running = null;

process.on('disconnect', end);
// Ctrl-C reaches the whole group of the terminal; the end of the one who forked us is what counts.
process.on('SIGINT', () => {});

try {
  await exited(start(install[0], [...install.slice(1), `--datadir=${join(folder, 'data')}`, ...asRoot]));
  const server = start(program, serverOptions());
  const failed = exited(server).then(() => Promise.reject(new Error('it ended')));
  await Promise.race([failed, greeted()]);
  process.send({ up: true });
} catch (error) {
  process.send({ failure: `${program} did not start: ${error.message}\n${readFileSync(log, 'utf8')}` });
}

function serverOptions() {
  return [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    // A server that starts empties the folder of its temporary tables, and others share that of the machine.
    `--tmpdir=${folder}`,
    `--socket=${join(folder, 's')}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--max-connections=500',
    // Nothing here has to survive a power cut.
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
  // A group of its own: Ctrl-C does not reach it, and the end reaches what the installer started.
  running = spawn(command, options, { stdio: ['ignore', out, out], detached: true });
  return running;
}

function exited(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${child.spawnfile} ended with ${code}`)),
    );
  });
}

/** The server speaks first, as soon as it can answer. */
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
    // Not asked politely: what it would still write is about to be removed.
    process.kill(-running.pid, 'SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}

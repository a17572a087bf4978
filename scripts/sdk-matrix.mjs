// Installs the packed SDK into an empty project. Checks it with several versions of TypeScript, and runs its examples
// with several versions of Node against the demo programme. Exits with 1 if a check fails.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { packSdk } from './sdk-pack.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NODES = ['20', '22', '24'];
const TYPESCRIPTS = ['5.9', '6.0', '7.0'];
const run = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), 'laurel-matrix-'));
const outcomes = [];
let server = null;
try {
  const { project } = await packSdk(folder);
  await npm(project, 'install', '--no-save', '@types/node@20');
  for (const version of TYPESCRIPTS) {
    const typescript = await installed(`typescript@~${version}`);
    const tsc = join(typescript, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '--version']);
    await check(`TypeScript ${stdout.trim().split(' ').at(-1)}`, 'checks the types', () =>
      run(process.execPath, [tsc, '--project', project]),
    );
  }

  server = await demo();
  const env = { ...process.env, LAUREL_CLIENT_URL: server.url, LAUREL_CLIENT_TOKEN: server.token };
  await makeApiKey(project, server);
  const programs = await compiled(project);
  cpSync(join(project, 'feed.csv'), join(project, 'programs/feed.csv'));
  for (const version of NODES) {
    const node = join(await installed(`node@${version}`), 'node_modules/node/bin/node');
    const { stdout } = await run(node, ['--version']);
    for (const program of programs) {
      await check(`Node ${stdout.trim()}`, `runs ${program}`, () =>
        run(node, [program], { cwd: join(project, 'programs'), env }),
      );
    }
  }
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true });
}
const failed = outcomes.filter(({ fault }) => fault !== null);
for (const { tool, step, fault } of failed) console.log(`\n--- ${tool} ${step}\n${fault}`);
console.log(`\n${outcomes.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);

async function check(tool, step, work) {
  const fault = await work().then(
    () => null,
    ({ stdout, stderr, message }) => `${stdout ?? ''}${stderr ?? ''}` || message,
  );
  outcomes.push({ tool, step, fault });
  console.log(`${fault === null ? 'ok    ' : 'FAILED'} ${tool} ${step}`);
}

/** The package `node` downloads its program in an install script, which npm runs only with `allowScripts`. */
async function installed(spec) {
  const place = join(folder, spec.replace(/\W/g, '-'));
  mkdirSync(place);
  writeFileSync(join(place, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }');
  await npm(place, 'install', spec);
  return place;
}

function npm(cwd, ...args) {
  return run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd });
}

/** Compiles the examples, and a program for each module format, to JavaScript that every Node runs. */
async function compiled(project) {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '--project', project, '--noEmit', 'false', '--outDir', 'programs'], {
    cwd: project,
  });
  return readdirSync(join(project, 'programs')).toSorted();
}

/** Creates the API key that an example rotates. */
async function makeApiKey(project, { url, token }) {
  const { createClient } = await import(join(project, 'node_modules/@laurel/sdk/dist/esm/index.js'));
  const laurel = createClient({ url, token });
  const { id } = await laurel.organizations.byKey('nordwind-it');
  await laurel.apiKeys.create({ organizationId: id, name: 'CRM', scopes: ['READ_ORGANIZATION'] });
}

/** Starts a demonstration on an empty database, on the day for which the examples are written. */
async function demo() {
  const env = {
    ...process.env,
    LAUREL_DEMO: 'true',
    LAUREL_TODAY: '2026-03-02',
    LAUREL_PORT: '0',
    LAUREL_DATABASE: `sqlite:${join(folder, 'demo.sqlite')}`,
    LAUREL_DEMO_FOLDER: folder,
    LAUREL_LOG_LEVEL: 'silent',
  };
  const child = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'server/main'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk;
    const [, url] = /GraphQL and Apollo Sandbox +(\S+)/.exec(output) ?? [];
    const [, token] = /demo-agent .*\n.*"Bearer (\S+)"/.exec(output) ?? [];
    if (url === undefined || token === undefined) continue;
    child.stdout.resume();
    return {
      url,
      token,
      async stop() {
        child.kill();
        await once(child, 'exit');
      },
    };
  }
  throw new Error(`The demonstration did not start:\n${output}`);
}

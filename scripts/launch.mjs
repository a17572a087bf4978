// `node scripts/launch.mjs <name> [arguments]` runs scripts/<name>.mjs under the Node that package.json pins. Any Node
// from 20 on can launch. The packages are installed first if node_modules differs from package-lock.json.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NODE_VERSION = 24;

const [name, ...args] = process.argv.slice(2);
const script = join(ROOT, 'scripts', `${name}.mjs`);
if (!name || !existsSync(script)) stop(`There is no scripts/${name ?? '<name>'}.mjs to launch.`);

install();
run(pinnedNode());

function install() {
  const modules = join(ROOT, 'node_modules');
  if (isInstalled(modules)) return;
  // A linked node_modules belongs to another checkout, so this one must not install into it.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    const owner = existsSync(modules) ? realpathSync(modules) : 'nowhere';
    console.error(
      `node_modules is a link to ${owner}, which differs from package-lock.json; using it as it is.`,
    );
    return;
  }
  console.error('Installing the packages of package-lock.json into node_modules (npm ci) ...');
  const quiet = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync('npm', ['ci', ...quiet], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (error) stop(`npm could not be started (${error.message}). Run "npm ci" yourself.`);
  if (status !== 0) stop('"npm ci" failed (see above). Fix the cause and try again.');
}

/**
 * npm records the installed packages in node_modules/.package-lock.json as its last step. Each package of
 * package-lock.json must be listed there with the same version and hash, except packages for other platforms.
 */
function isInstalled(modules) {
  const installed = packagesOf(join(modules, '.package-lock.json'));
  if (installed === null) return false;
  return Object.entries(packagesOf(join(ROOT, 'package-lock.json')) ?? {}).every(([place, locked]) => {
    const actual = installed[place];
    if (place === '') return true;
    if (actual === undefined) return locked.optional === true;
    return actual.version === locked.version && actual.integrity === locked.integrity;
  });
}

function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : null;
}

function pinnedNode() {
  const pinned = join(ROOT, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(pinned)) return pinned;
  // The package `node` downloads its binary in an install script, which some machines forbid.
  if (Number.parseInt(process.versions.node, 10) >= NODE_VERSION) return process.execPath;
  return stop(
    `Laurel needs Node ${NODE_VERSION}. This is ${process.version}, and npm was not allowed to download the pinned one: ` +
      `run "npm rebuild node --ignore-scripts=false", or install Node ${NODE_VERSION}, and try again.`,
  );
}

function run(node) {
  const PATH = [dirname(node), join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(node, [script, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PATH },
  });

  // A terminal also sends Ctrl-C to the child. Forwarding the signal would act like a second Ctrl-C, which forces an
  // immediate stop.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));

  child.on('error', (error) => stop(`${node} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

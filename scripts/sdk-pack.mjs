// `sdk-pack <folder>`: packs client/sdk as for the registry, and installs the tarball into an empty project together
// with the examples. Prints the paths of both.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSdk } from './sdk-build.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const TSCONFIG = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2022',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    types: ['node'],
    lib: ['es2022', 'dom'],
    noEmit: true,
  },
  include: ['*.ts', '*.mts', '*.cts'],
};

/** A program for both module formats. Without a server, it prints an error of the class that it imports. */
const USE = `import { createClient, LaurelError, Refused } from '@laurel/sdk';
import { keys, possibleTypes, typePolicies } from '@laurel/sdk/caches';
import { scalars } from '@laurel/sdk/codegen';
const laurel = createClient({ url: process.env['LAUREL_CLIENT_URL'] ?? '' });
laurel.organizations.byKey('nordwind-it').then(
  (organization) => {
    console.log(organization?.name, Refused.prototype instanceof LaurelError);
    console.log('Node' in possibleTypes, 'Organization' in typePolicies, 'Money' in keys, scalars['LocalDate']);
  },
  (error: unknown) => {
    process.exitCode = 1;
    console.log(error instanceof LaurelError && error.requestId, error);
  },
);
`;

export async function packSdk(folder) {
  const sources = await buildSdk(join(folder, 'package'));
  const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], cwd: folder };
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', sources], quiet));
  const tarball = join(folder, filename);

  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  const install = ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', tarball];
  execFileSync('npm', install, { ...quiet, cwd: project });
  writeFileSync(join(project, 'esm.mts'), USE);
  writeFileSync(join(project, 'common.cts'), USE);
  const examples = join(ROOT, 'client/examples');
  for (const file of readdirSync(examples).filter((name) => /\.(ts|csv)$/.test(name))) {
    cpSync(join(examples, file), join(project, file));
  }
  return { tarball, project };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await packSdk(resolve(process.argv[2] ?? 'dist/sdk-packed'))));
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';

const ROOT = join(__dirname, '../..');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');

interface Rule {
  readonly name: string;
  readonly comment: string;
}
type Import = readonly [from: string, to: string, how?: 'type'];

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its place is only known at run time
const { forbidden } = require(CONFIG) as { forbidden: readonly Rule[] };

/** A small house in which everybody imports what he may. */
const ALLOWED: readonly Import[] = [
  ['server/main.ts', 'server/config.ts'],
  ['server/main.ts', 'server/db/database.ts'],
  ['server/main.ts', 'server/server.ts'],
  ['server/emit-schema.ts', 'server/build-schema.ts'],
  ['server/config.ts', 'server/rules/index.ts'],
  ['server/server.ts', 'server/build-schema.ts'],
  ['server/server.ts', 'server/request/context.ts'],
  ['server/server.ts', 'server/config.ts', 'type'],
  ['server/server.ts', 'server/db/database.ts'],
  ['server/server.ts', 'server/edge/limits.ts'],
  ['server/edge/limits.ts', 'server/request/context.ts'],
  ['server/config.ts', 'server/messages/plain-error.ts'],
  ['server/resolvers/employee.ts', 'server/db/instant.ts'],
  ['server/verify.ts', 'server/projection/compare.ts'],
  ['server/verify.ts', 'server/request/programme.ts'],
  ['server/verify.ts', 'schema/global-id.ts'],
  ['server/projection/compare.ts', 'server/db/database.ts'],
  ['server/projection/compare.ts', 'server/rules/index.ts'],
  ['server/server.ts', 'server/projection/compare.ts'],
  ['server/commands/hire.ts', 'server/projection/compare.ts'],
  ['server/request/context.ts', 'server/projection/compare.ts'],
  ['server/commands/hire.ts', 'schema/hire.ts'],
  ['server/build-schema.ts', 'server/resolvers/employee.ts'],
  ['server/resolvers/employee.ts', 'schema/employee.ts'],
  ['server/resolvers/employee.ts', 'server/commands/hire.ts'],
  ['server/resolvers/employee.ts', 'server/request/context.ts'],
  ['server/resolvers/employee.ts', 'server/rules/index.ts'],
  ['server/commands/hire.ts', 'server/db/database.ts'],
  ['server/commands/hire.ts', 'server/messages/index.ts'],
  ['server/request/context.ts', 'server/auth/viewer.ts'],
  ['server/auth/viewer.ts', 'server/config.ts', 'type'],
  ['server/cases/case.ts', 'server/catalogue/read.ts'],
  ['server/main.ts', 'server/import/rows.ts'],
  ['server/import/rows.ts', 'server/commands/hire.ts'],
  ['server/import/rows.ts', 'server/config.ts', 'type'],
  ['server/catalogue/read.ts', 'server/rules/index.ts'],
  ['server/catalogue/read.ts', 'server/messages/index.ts'],
  ['server/db/database.ts', 'server/rules/index.ts', 'type'],
  ['server/db/table.ts', 'server/db/row.ts'],
  ['server/db/demo/story.ts', 'server/db/row.ts'],
  ['server/db/demo/story.ts', 'server/rules/index.ts'],
  ['server/messages/index.ts', 'server/rules/index.ts', 'type'],
  ['server/rules/index.ts', 'server/rules/span.ts'],
  ['schema/employee.ts', 'server/rules/index.ts'],
  ['schema/employee.ts', 'schema/organization.ts'],
  ['schema/organization.ts', 'schema/employee.ts'],
  ['client/examples/ask.ts', 'client/sdk/index.ts'],
  ['client/dashboard/page.ts', 'client/sdk/index.ts'],
  ['test/start.ts', 'server/commands/hire.ts'],
  ['test/start.ts', 'scripts/start.mjs'],
  ['bench/hire.ts', 'test/start.ts'],
];

const PLANTED: Readonly<Record<string, Import>> = {
  'main-starts': ['server/main.ts', 'server/resolvers/employee.ts'],
  'config-knows-no-room': ['server/config.ts', 'server/cases/case.ts'],
  'server-composes': ['server/server.ts', 'server/cases/case.ts'],
  'server-composes-by-type': ['server/welcome.ts', 'server/config.ts'],
  'edge-knows-http': ['server/edge/limits.ts', 'server/commands/hire.ts'],
  'edge-knows-http-by-type': ['server/edge/metrics.ts', 'server/config.ts'],
  'resolvers-load-ask-return': ['server/resolvers/employee.ts', 'server/catalogue/read.ts'],
  'resolvers-load-ask-return-by-type': ['server/resolvers/employee.ts', 'server/db/database.ts'],
  'commands-write': ['server/commands/dismiss.ts', 'server/request/context.ts'],
  'request-loads': ['server/request/loaders.ts', 'server/commands/hire.ts'],
  'request-loads-by-type': ['server/request/loaders.ts', 'server/config.ts'],
  'catalogue-speaks-the-vocabulary': ['server/catalogue/read.ts', 'server/db/database.ts'],
  'db-knows-tables': ['server/db/demo.ts', 'server/catalogue/read.ts'],
  'db-knows-tables-by-type': ['server/db/demo.ts', 'server/rules/index.ts'],
  'projection-copies-what-the-rules-say': ['server/projection/copy.ts', 'server/commands/hire.ts'],
  'demo-is-facts': ['server/db/demo/load.ts', 'server/catalogue/read.ts'],
  'messages-are-sentences': ['server/messages/index.ts', 'server/db/database.ts', 'type'],
  'messages-are-sentences-by-type': ['server/messages/english.ts', 'server/rules/index.ts'],
  'auth-knows-who-asks': ['server/auth/token.ts', 'server/commands/hire.ts'],
  'auth-knows-who-asks-by-type': ['server/auth/token.ts', 'server/config.ts'],
  'import-gives-rows-to-commands': ['server/import/rows.ts', 'server/resolvers/employee.ts'],
  'import-gives-rows-to-commands-by-type': ['server/import/files.ts', 'server/config.ts'],
  'cases-ask-the-rules': ['server/cases/case.ts', 'server/db/database.ts'],
  'schema-is-the-contract': ['schema/organization.ts', 'server/commands/hire.ts'],
  'emit-builds-the-schema': ['server/emit-schema.ts', 'server/server.ts'],
  'rules-import-nothing': ['server/rules/span.ts', 'fs'],
  'rules-have-one-door': ['test/start.ts', 'server/rules/span.ts'],
  'rooms-are-known': ['test/start.ts', 'server/services/manager.ts'],
  'clients-know-the-contract-only': ['client/examples/ask.ts', 'schema/employee.ts'],
  'clients-use-the-sdk': ['client/examples/ask.ts', 'client/dashboard/page.ts'],
  'sdk-stands-alone': ['client/sdk/shell.ts', 'client/examples/ask.ts'],
  'nobody-imports-tests': ['scripts/start.mjs', 'test/support.ts'],
  'nobody-imports-benchmarks': ['test/start.ts', 'bench/limits.ts'],
  'nobody-imports-scripts': ['client/sdk/shell.ts', 'scripts/start.mjs'],
  'scripts-run-what-is-built': ['scripts/start.mjs', 'server/config.ts'],
  'no-circles': ['server/db/row.ts', 'server/db/table.ts', 'type'],
  'only-declared-packages': ['server/db/database.ts', 'node_modules/tool/index.js'],
  'everything-is-found': ['server/db/database.ts', './nowhere'],
};

describe('the arrows between the rooms', () => {
  const house = mkdtempSync(join(tmpdir(), 'laurel-arrows-'));
  let said: readonly string[] = [];

  beforeAll(() => {
    build(house, [...ALLOWED, ...Object.values(PLANTED)]);
    said = cruise(house);
  });
  afterAll(() => rmSync(house, { recursive: true }));

  it('each have a planted violation', () => {
    expect(Object.keys(PLANTED).toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted());
  });

  it.each(forbidden)('$name is caught, with what to do instead', ({ name, comment }) => {
    const [from, to] = PLANTED[name] ?? [];
    const violation = said.find((one) => one.startsWith(`${name}: ${from} → ${to} `));
    expect(violation).toContain(comment);
  });

  it('let everything else through', () => {
    expect(said.map((one) => one.split(' → ')[0]).toSorted()).toEqual(
      Object.entries(PLANTED)
        .map(([name, [from]]) => `${name}: ${from}`)
        .toSorted(),
    );
  });
});

function build(house: string, imports: readonly Import[]): void {
  cpSync(join(ROOT, 'tsconfig.json'), join(house, 'tsconfig.json'));
  write(house, 'package.json', JSON.stringify({ devDependencies: { tool: '1.0.0' } }));
  write(house, 'node_modules/tool/package.json', JSON.stringify({ name: 'tool', version: '1.0.0' }));
  write(house, 'node_modules/tool/index.js', '');

  const files = new Set(
    imports.flatMap(([from, to]) => [from, to]).filter((file) => /^\w+\/.*[.]m?ts$|mjs$/.test(file)),
  );
  for (const file of files) {
    const lines = imports
      .filter(([from]) => from === file)
      .map(
        ([from, to, how], i) =>
          `import ${how ?? ''} { it as it${i} } from '${specifier(from, to)}';\nexport type It${i} = typeof it${i};\n`,
      );
    write(house, file, `${lines.join('')}export const it = 1;\n`);
  }
}

function specifier(from: string, to: string): string {
  if (to.startsWith('node_modules/')) return 'tool';
  if (/^(fs$|[.])/.test(to)) return to;
  return `./${posix.relative(posix.dirname(from), to)}`.replace(/[.]ts$/, '');
}

function write(house: string, file: string, text: string): void {
  const path = join(house, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Each violation as `npm run check` reports it, on one line. */
function cruise(house: string): readonly string[] {
  const depcruise = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const folders = ['server', 'schema', 'client', 'test', 'bench', 'scripts'];
  const options = ['--config', CONFIG, '--output-type', 'err-long', ...folders];
  const { stdout } = spawnSync(process.execPath, [depcruise, ...options], { cwd: house, encoding: 'utf8' });
  return stdout.replace(/\s+/g, ' ').split(' error ').slice(1);
}

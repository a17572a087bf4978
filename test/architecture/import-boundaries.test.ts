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

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is known only at run time
const { forbidden } = require(CONFIG) as { forbidden: readonly Rule[] };

const ALLOWED: readonly Import[] = [
  ['server/main.ts', 'server/config.ts'],
  ['server/main.ts', 'server/db/database.ts'],
  ['server/main.ts', 'server/server.ts'],
  ['server/main.ts', 'server/import/rows.ts'],
  ['server/main.ts', 'server/require-node.ts'],
  ['server/verify.ts', 'server/projection/compare.ts'],
  ['server/verify.ts', 'server/catalogue/known-versions.ts'],
  ['server/verify.ts', 'schema/global-id.ts'],
  ['server/verify.ts', 'server/messages/index.ts'],
  ['server/config.ts', 'server/rules/index.ts'],
  ['server/config.ts', 'server/messages/plain-error.ts'],
  ['server/server.ts', 'server/build-schema.ts'],
  ['server/server.ts', 'server/config.ts', 'type'],
  ['server/server.ts', 'server/db/database.ts'],
  ['server/server.ts', 'server/demo/story.ts'],
  ['server/server.ts', 'server/http/page.ts'],
  ['server/server.ts', 'server/execution/executor.ts'],
  ['server/server.ts', 'server/limits/limits.ts'],
  ['server/server.ts', 'server/request/context.ts'],
  ['server/server.ts', 'server/projection/compare.ts'],
  ['server/build-schema.ts', 'server/resolvers/employee.ts'],
  ['server/http/page.ts', 'server/execution/executor.ts'],
  ['server/http/page.ts', 'server/limits/limits.ts'],
  ['server/http/page.ts', 'server/request/context.ts'],
  ['server/execution/executor.ts', 'server/limits/limits.ts'],
  ['server/execution/executor.ts', 'server/request/context.ts'],
  ['server/limits/limits.ts', 'server/request/context.ts'],
  ['server/limits/limits.ts', 'server/config.ts', 'type'],
  ['server/resolvers/employee.ts', 'schema/employee.ts'],
  ['server/resolvers/employee.ts', 'server/presenters/employee.ts'],
  ['server/resolvers/employee.ts', 'server/commands/hire.ts'],
  ['server/resolvers/employee.ts', 'server/checks/employee.ts'],
  ['server/resolvers/employee.ts', 'server/search/spans.ts'],
  ['server/resolvers/employee.ts', 'server/request/context.ts'],
  ['server/resolvers/employee.ts', 'server/rules/index.ts'],
  ['server/resolvers/employee.ts', 'server/db/database.ts', 'type'],
  ['server/presenters/employee.ts', 'server/db/instant.ts'],
  ['server/presenters/employee.ts', 'server/request/context.ts'],
  ['server/commands/hire.ts', 'schema/hire.ts'],
  ['server/commands/hire.ts', 'server/checks/employee.ts'],
  ['server/commands/hire.ts', 'server/locks/employee.ts'],
  ['server/commands/hire.ts', 'server/projection/compare.ts'],
  ['server/commands/hire.ts', 'server/db/database.ts'],
  ['server/commands/hire.ts', 'server/messages/index.ts'],
  ['server/presenters/employee.ts', 'server/messages/words.ts'],
  ['server/presenters/employee.ts', 'server/checks/employee.ts', 'type'],
  ['server/request/context.ts', 'server/messages/words.ts', 'type'],
  ['schema/employee.ts', 'server/messages/words.ts', 'type'],
  ['server/checks/employee.ts', 'server/auth/viewer.ts'],
  ['server/checks/employee.ts', 'server/db/database.ts', 'type'],
  ['server/locks/employee.ts', 'server/checks/employee.ts'],
  ['server/locks/employee.ts', 'server/db/database.ts'],
  ['server/search/spans.ts', 'server/request/context.ts'],
  ['server/search/spans.ts', 'server/catalogue/known-versions.ts', 'type'],
  ['server/request/context.ts', 'server/projection/compare.ts'],
  ['server/request/context.ts', 'server/auth/viewer.ts'],
  ['server/request/context.ts', 'server/catalogue/known-versions.ts', 'type'],
  ['server/catalogue/known-versions.ts', 'server/db/database.ts', 'type'],
  ['server/catalogue/read.ts', 'server/rules/index.ts'],
  ['server/catalogue/read.ts', 'server/messages/index.ts'],
  ['server/projection/compare.ts', 'server/db/database.ts'],
  ['server/projection/compare.ts', 'server/rules/index.ts'],
  ['server/auth/viewer.ts', 'server/config.ts', 'type'],
  ['server/cases/case.ts', 'server/catalogue/read.ts'],
  ['server/import/rows.ts', 'server/commands/hire.ts'],
  ['server/import/rows.ts', 'server/locks/employee.ts'],
  ['server/import/rows.ts', 'server/config.ts', 'type'],
  ['server/db/database.ts', 'server/rules/index.ts', 'type'],
  ['server/db/table.ts', 'server/db/row.ts'],
  ['server/demo/story.ts', 'server/db/row.ts'],
  ['server/demo/story.ts', 'server/rules/index.ts'],
  ['server/messages/index.ts', 'server/rules/index.ts', 'type'],
  ['server/rules/index.ts', 'server/rules/vocabulary/index.ts'],
  ['server/rules/vocabulary/index.ts', 'server/rules/vocabulary/span.ts'],
  ['server/rules/evaluation/proof.ts', 'server/rules/vocabulary/span.ts'],
  ['schema/employee.ts', 'server/rules/vocabulary/index.ts'],
  ['schema/catalogue/competency-rules.ts', 'schema/catalogue/center.ts'],
  ['schema/catalogue/center.ts', 'schema/catalogue/competency-rules.ts'],
  ['client/examples/ask.ts', 'client/sdk/index.ts'],
  ['client/dashboard/page.ts', 'client/sdk/index.ts'],
  ['test/start.ts', 'server/commands/hire.ts'],
  ['test/start.ts', 'scripts/start.mjs'],
  ['test/server/rules/evaluation/proven-level.ts', 'server/rules/evaluation/proof.ts'],
  ['bench/hire.ts', 'test/start.ts'],
];

const PLANTED: Readonly<Record<string, Import>> = {
  'main-starts': ['server/main.ts', 'server/resolvers/employee.ts'],
  'config-knows-no-room': ['server/config.ts', 'server/cases/case.ts'],
  'server-composes': ['server/server.ts', 'server/cases/case.ts'],
  'server-composes-by-type': ['server/welcome.ts', 'server/config.ts'],
  'http-serves': ['server/http/page.ts', 'server/commands/hire.ts'],
  'http-serves-by-type': ['server/http/metrics.ts', 'server/config.ts'],
  'execution-executes': ['server/execution/executor.ts', 'server/http/health.ts'],
  'execution-executes-by-type': ['server/execution/plan.ts', 'server/rules/index.ts'],
  'limits-count-and-refuse': ['server/limits/limits.ts', 'server/execution/plan.ts'],
  'limits-count-and-refuse-by-type': ['server/limits/rate.ts', 'server/config.ts'],
  'resolvers-load-ask-return': ['server/resolvers/employee.ts', 'server/locks/employee.ts'],
  'resolvers-load-ask-return-by-type': ['server/resolvers/center.ts', 'server/db/database.ts'],
  'presenters-shape-answers': ['server/presenters/employee.ts', 'server/resolvers/center.ts'],
  'presenters-shape-answers-by-type': ['server/presenters/center.ts', 'server/db/database.ts'],
  'commands-write': ['server/commands/dismiss.ts', 'server/request/context.ts'],
  'checks-take-no-lock': ['server/checks/employee.ts', 'server/locks/center.ts'],
  'checks-take-no-lock-by-type': ['server/checks/center.ts', 'server/db/database.ts'],
  'locks-hold-rows': ['server/locks/employee.ts', 'server/commands/dismiss.ts'],
  'locks-hold-rows-by-type': ['server/locks/center.ts', 'server/rules/index.ts'],
  'search-reads-spans': ['server/search/spans.ts', 'server/presenters/employee.ts'],
  'search-reads-spans-by-type': ['server/search/names.ts', 'server/catalogue/read.ts'],
  'request-loads': ['server/request/loaders/index.ts', 'server/search/spans.ts'],
  'request-loads-by-type': ['server/request/loaders/index.ts', 'server/catalogue/read.ts'],
  'catalogue-speaks-the-vocabulary': ['server/catalogue/read.ts', 'server/request/paging.ts'],
  'catalogue-speaks-the-vocabulary-by-type': ['server/catalogue/read.ts', 'server/db/database.ts'],
  'db-knows-tables': ['server/db/demo.ts', 'server/catalogue/read.ts'],
  'db-knows-tables-by-type': ['server/db/demo.ts', 'server/rules/index.ts'],
  'projection-stores-derived-statuses': ['server/projection/copy.ts', 'server/commands/hire.ts'],
  'demo-is-facts': ['server/demo/load.ts', 'server/catalogue/read.ts'],
  'messages-are-sentences': ['server/messages/index.ts', 'server/db/database.ts', 'type'],
  'messages-are-sentences-by-type': ['server/messages/words.ts', 'schema/center.ts'],
  'auth-identifies-viewers': ['server/auth/token.ts', 'server/commands/hire.ts'],
  'auth-identifies-viewers-by-type': ['server/auth/token.ts', 'server/config.ts'],
  'import-passes-rows-to-commands': ['server/import/rows.ts', 'server/resolvers/employee.ts'],
  'import-passes-rows-to-commands-by-type': ['server/import/files.ts', 'server/config.ts'],
  'cases-ask-the-rules': ['server/cases/case.ts', 'server/db/database.ts'],
  'sentences-are-made-last': ['server/checks/text.ts', 'server/messages/words.ts'],
  'schema-is-the-contract-by-type': ['schema/center.ts', 'server/messages/say.ts'],
  'schema-is-the-contract': ['schema/organization.ts', 'server/rules/index.ts'],
  'require-node-imports-nothing': ['server/require-node.ts', 'fs'],
  'rules-import-nothing': ['server/rules/vocabulary/span.ts', 'fs'],
  'rules-have-one-door': ['test/start.ts', 'server/rules/vocabulary/span.ts'],
  'rules-vocabulary-before-comparison': [
    'server/rules/vocabulary/day.ts',
    'server/rules/comparison/compare.ts',
  ],
  'rules-comparison-before-evaluation': [
    'server/rules/comparison/compare.ts',
    'server/rules/evaluation/proof.ts',
  ],
  'rules-evaluation-before-time': ['server/rules/evaluation/level.ts', 'server/rules/time/turn.ts'],
  'rules-time-before-explanation': ['server/rules/time/turn.ts', 'server/rules/explanation/explain.ts'],
  'rules-explanation-before-planning': [
    'server/rules/explanation/explain.ts',
    'server/rules/planning/plan.ts',
  ],
  'rules-planning-before-membership': ['server/rules/planning/plan.ts', 'server/rules/membership/term.ts'],
  'rules-membership-before-orders': ['server/rules/membership/term.ts', 'server/rules/orders/quote.ts'],
  'rules-have-known-folders': ['server/rules/index.ts', 'server/rules/manager.ts'],
  'rooms-are-known': ['test/start.ts', 'server/services/manager.ts'],
  'clients-know-the-contract-only': ['client/examples/ask.ts', 'schema/employee.ts'],
  'clients-use-the-sdk': ['client/examples/ask.ts', 'client/dashboard/page.ts'],
  'sdk-stands-alone': ['client/sdk/shell.ts', 'client/examples/ask.ts'],
  'nobody-imports-tests': ['scripts/start.mjs', 'test/support.ts'],
  'nobody-imports-benchmarks': ['test/start.ts', 'bench/limits.ts'],
  'nobody-imports-scripts': ['client/sdk/shell.ts', 'scripts/start.mjs'],
  'scripts-run-built-code': ['scripts/start.mjs', 'server/config.ts'],
  'no-cycles': ['server/db/row.ts', 'server/db/table.ts', 'type'],
  'only-declared-packages': ['server/db/database.ts', 'node_modules/tool/index.js'],
  'imports-resolve': ['server/db/database.ts', './nowhere'],
};

describe('the check of the arrows between the rooms', () => {
  const project = mkdtempSync(join(tmpdir(), 'laurel-arrows-'));
  let violations: readonly string[] = [];

  beforeAll(() => {
    build(project, [...ALLOWED, ...Object.values(PLANTED)]);
    violations = cruise(project);
  });
  afterAll(() => rmSync(project, { recursive: true }));

  it('is tested with one planted violation per rule', () => {
    expect(Object.keys(PLANTED).toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted());
  });

  it.each(forbidden)('reports the planted violation of $name, with the remedy', ({ name, comment }) => {
    const [from, to] = PLANTED[name] ?? [];
    const violation = violations.find((one) => one.startsWith(`${name}: ${from} → ${to} `));
    expect(violation).toContain(comment);
  });

  it('reports no other violation', () => {
    expect(violations.map((one) => one.split(' → ')[0]).toSorted()).toEqual(
      Object.entries(PLANTED)
        .map(([name, [from]]) => `${name}: ${from}`)
        .toSorted(),
    );
  });
});

function build(project: string, imports: readonly Import[]): void {
  cpSync(join(ROOT, 'tsconfig.json'), join(project, 'tsconfig.json'));
  write(project, 'package.json', JSON.stringify({ devDependencies: { tool: '1.0.0' } }));
  write(project, 'node_modules/tool/package.json', JSON.stringify({ name: 'tool', version: '1.0.0' }));
  write(project, 'node_modules/tool/index.js', '');

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
    write(project, file, `${lines.join('')}export const it = 1;\n`);
  }
}

function specifier(from: string, to: string): string {
  if (to.startsWith('node_modules/')) return 'tool';
  if (/^(fs$|[.])/.test(to)) return to;
  return `./${posix.relative(posix.dirname(from), to)}`.replace(/[.]ts$/, '');
}

function write(project: string, file: string, text: string): void {
  const path = join(project, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function cruise(project: string): readonly string[] {
  const depcruise = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const folders = ['server', 'schema', 'client', 'test', 'bench', 'scripts'];
  const options = ['--config', CONFIG, '--output-type', 'err-long', ...folders];
  const { stdout } = spawnSync(process.execPath, [depcruise, ...options], { cwd: project, encoding: 'utf8' });
  return stdout.replace(/\s+/g, ' ').split(' error ').slice(1);
}

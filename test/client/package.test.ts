import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createClient } from '@laurel/sdk';
import { buildSync } from 'esbuild';
import { loadDemo } from '../../server/demo/load-demo';
import { day } from '../../server/rules';
import { DATABASES, type DatabaseKind } from '../support/databases';
import { storePerson } from '../support/facts';
import { startFaultyProxy, type Fault } from '../support/faulty-proxy';
import { startTestServer, TODAY, type TestServer } from '../support/test-server';

const ROOT = join(__dirname, '../..');
const MODULES = join(ROOT, 'node_modules');
const MAX_BYTES = 16_000;

interface Example {
  readonly args: readonly string[];
  /** Key of the organization whose admin runs the program. By default, an agent runs it. */
  readonly forAdminOf?: string;
  readonly exitCode?: number;
  readonly output: readonly (string | RegExp)[];
}

/** More rows than one command accepts. The last two rows are invalid. */
const FEED = [
  ...Array.from({ length: 500 }, (_, i) => `demo-partner-admin,MB2-715,2025-06-30,exam-${i % 400}`),
  'demo-partner-admin,MB2-715,2025-06-30,exam-500',
  'nobody,CSM,2025-06-30,exam-501',
  'demo-partner-admin,CSN,2025-06-30,exam-502',
  'demo-partner-admin,CSM,2026-02-31,exam-503',
].join('\r\n');

const EXAMPLES: Readonly<Record<string, Example>> = {
  'nightly-import.ts': {
    args: ['feed.csv', 'pearson'],
    exitCode: 1,
    output: [
      '400 new, 0 changed, 100 unchanged, 0 refused',
      '1 new, 0 changed, 0 unchanged, 3 refused',
      '- line 502: There is no person with the subject "nobody".',
      '- line 503: The catalogue has no credential "CSN". Did you mean "CSM"?',
      '- line 504: "2026-02-31" is not a day of the calendar. Write it as YYYY-MM-DD.',
    ],
  },
  'own-document.ts': {
    args: ['nordwind-it', '2026-03-02'],
    output: [
      'The 15 people of Nordwind IT have attained:',
      '- Application Development (Application development)',
      '- DevOps (Application development)',
      '- Messaging (Productivity)',
    ],
  },
  'buy-membership.ts': {
    args: ['jarzebina-data', 'gold-membership', 'INV-2026-17'],
    forAdminOf: 'jarzebina-data',
    output: [
      'An upgrade to Gold from 2026-03-02 until 2027-03-02 costs 3,945.00 USD.',
      '- yes: Gold can be bought: at least one competency is attained at Gold or higher.',
      '- yes: The order is an upgrade.',
      '- yes: The running Silver term, which ends on 2026-12-09, can be upgraded to Gold.',
      '- yes: The new term does not overlap any other term.',
      '  The profile would show Data Analytics at Gold instead of Silver.',
      'Bought: GOLD from 2026-03-02 to 2027-03-01.',
    ],
  },
  'progress.ts': {
    args: ['nordwind-it', 'devops', '2026-06-04'],
    output: [
      'Nordwind IT, DevOps: SILVER',
      '- SILVER by DevOps Partner: 100 %',
      '  Svenja Osterkamp with 70-496, 70-498, PSM-I',
      '  Mehmet Aydin with 70-496, 70-498',
      '- GOLD by DevOps Partner: 75 %',
      '  Svenja Osterkamp with 70-496, 70-498, PSM-I',
      '  open slot; needed: 70-496, 70-498 and (70-497, PMI-ACP, PSM-I or CSM)',
      '  Mehmet Aydin with 70-496, 70-498',
      '  Katharina Lührs with 70-496, 70-498',
      'To Gold: Jonas Behrens earns 70-497 (Software Testing with Visual Studio 2012).',
    ],
  },
  'renewal-watch.ts': {
    args: ['2026-07-10', '2026-03-02'],
    output: [
      '2026-06-24 Grachtlicht IT: According to the recorded facts, the membership cannot be renewed at Gold on 2026-06-24. 1 competency on the profile would not be attained at its displayed level.',
      '- The profile shows Project and Portfolio Management at Gold, but on 2026-06-24, the renewal day, it would be attained only at Silver.',
      "  cause: Bram Hoekstra's affiliation ends on 2026-04-13.",
      '  repair: To attain Project and Portfolio Management at Gold by 2026-06-24, meet the requirements of the path "Project and Portfolio Partner". Floor Kuipers must earn 70-339 and 70-348.',
      '2026-07-09 Heronsgate Insights: According to the recorded facts, the membership cannot be renewed at Silver on 2026-07-09. 1 competency on the profile would not be attained at its displayed level.',
      '- The profile shows Data Analytics at Silver, but on 2026-07-09, the renewal day, it would not be attained.',
      "  cause: Desmond Achebe's TA-BI is valid until 2026-05-02.",
      '  repair: To attain Data Analytics at Silver by 2026-07-09, meet the requirements of the path "Data Analytics Beginners". Desmond Achebe must earn TA-BI.',
    ],
  },
  'rotate-api-key.ts': {
    args: ['nordwind-it', 'CRM'],
    output: [
      /^The new secret of "CRM" is lrl_\w+\.$/,
      /^The old key \(lrl_\w+\) expires at \d{4}-\d\d-\d\dT[\d:.]+Z\.$/,
    ],
  },
  'what-if-a-person-leaves.ts': {
    args: ['nordwind-it', 'Linh Nguyen', '2026-03-02'],
    output: [
      'Without Linh Nguyen:',
      '- Messaging is no longer attained; previously, it was attained at Silver.',
      'Linh Nguyen is critical for Messaging at SILVER.',
      'Mehmet Aydin is critical for DevOps at GOLD, eligibility for GOLD.',
      'Svenja Osterkamp is critical for DevOps at GOLD, eligibility for GOLD.',
      'Katharina Lührs is critical for DevOps at GOLD, eligibility for GOLD.',
      'Jonas Behrens is critical for DevOps at GOLD, eligibility for GOLD.',
      'Oluwaseun Adeyemi is critical for Messaging at SILVER.',
    ],
  },
};

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-sdk-'));
  let tarball: string;
  let project: string;
  beforeAll(() => {
    const packed = execFileSync(process.execPath, [join(ROOT, 'scripts/sdk-pack.mjs'), folder], {
      encoding: 'utf8',
    });
    ({ tarball, project } = JSON.parse(packed) as { tarball: string; project: string });
    // Only the compiler needs these, so they are linked instead of installed.
    mkdirSync(join(project, 'node_modules/@graphql-typed-document-node'));
    for (const name of ['@types', 'graphql', '@graphql-typed-document-node/core']) {
      symlinkSync(join(MODULES, name), join(project, 'node_modules', name));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const installed = (file: string) => readFileSync(join(project, 'node_modules/@laurel/sdk', file), 'utf8');
  const write = (file: string, text: string) => writeFileSync(join(project, file), text);
  const run = (cwd: string, program: string, ...args: string[]) =>
    promisify(execFile)(process.execPath, [join(MODULES, program), ...args], { cwd }).catch(
      ({ stdout, stderr }: { stdout: string; stderr: string }) => {
        throw new Error(stdout + stderr);
      },
    );
  const bundle = (code: string) =>
    gzipSync(
      buildSync({
        stdin: { contents: code, resolveDir: project },
        bundle: true,
        minify: true,
        write: false,
        format: 'esm',
        platform: 'browser',
        logLevel: 'silent',
      }).outputFiles[0]?.contents ?? '',
    ).length;

  it('has no dependencies', () => {
    const { dependencies, peerDependencies } = JSON.parse(installed('package.json')) as Record<
      string,
      object
    >;
    expect([dependencies, peerDependencies]).toEqual([undefined, undefined]);
    for (const kind of ['esm', 'cjs']) {
      expect(installed(`dist/${kind}/index.js`)).not.toMatch(/\brequire\(|\bfrom ["']|\bimport\(/);
      for (const file of readdirSync(join(project, `node_modules/@laurel/sdk/dist/${kind}`))) {
        if (file.endsWith('.d.ts')) {
          // Type imports are relative and end in `.js`, which every compiler resolves.
          const from = [...installed(`dist/${kind}/${file}`).matchAll(/(?:from |import\()["']([^"']+)/g)];
          expect(from.map(([, name]) => name).filter((name) => !/^\.\/.+\.js$/.test(name ?? ''))).toEqual([]);
        }
      }
    }
  });

  it('contains the license that it names', () => {
    const license = readFileSync(join(ROOT, 'LICENSE'), 'utf8');
    expect(license).toContain('Apache License');
    expect(installed('LICENSE')).toBe(license);
    expect(JSON.parse(installed('package.json'))).toMatchObject({ license: 'Apache-2.0' });
  });

  it(`has at most ${MAX_BYTES} compressed bytes with all operations`, () => {
    const asPublished = gzipSync(installed('dist/esm/index.js')).length;
    const whole = bundle(`import { createClient } from '@laurel/sdk'; console.log(createClient);`);
    expect(Math.max(asPublished, whole)).toBeLessThanOrEqual(MAX_BYTES);
  });

  it('lets a bundler drop unused methods', () => {
    const one = `import { connect, OrganizationByKeyDocument } from '@laurel/sdk'; console.log(connect, OrganizationByKeyDocument);`;
    expect(bundle(one)).toBeLessThan(4500);
    const noun = `import { connect, organizations } from '@laurel/sdk'; console.log(connect, organizations);`;
    expect(bundle(noun)).toBeLessThan(8 * 1024);
    const small = `import { connect, viewer } from '@laurel/sdk'; console.log(connect, viewer);`;
    expect(bundle(small)).toBeLessThan(5500);
    expect(bundle(`import { Refused } from '@laurel/sdk'; console.log(Refused);`)).toBeLessThan(600);
    expect(bundle(`import '@laurel/sdk';`)).toBeLessThan(50);
  });

  it('keeps the settings of caches and of code generators out of the client', () => {
    const of = (entry: string) => bundle(`import * as all from '${entry}'; console.log(all);`);
    expect(of('@laurel/sdk/caches')).toBeLessThan(4000);
    expect(of('@laurel/sdk/codegen')).toBeLessThan(500);
    expect(installed('dist/esm/index.js')).not.toContain('possibleTypes');
  });

  it('passes publint and arethetypeswrong', async () => {
    const [lint, types] = await Promise.all([
      run(project, 'publint/src/cli.js', 'run', 'node_modules/@laurel/sdk', '--strict', '--pack', 'false'),
      run(project, '@arethetypeswrong/cli/dist/index.js', tarball, '--no-color', '--no-emoji'),
    ]);
    expect(lint.stdout).toContain('All good!');
    expect(types.stdout).toContain('No problems found');
  });

  it('compiles in both module formats, with the examples and with generated documents as strings and syntax trees', async () => {
    write('name.graphql', 'query Name($key: String!) { organization(by: { key: $key }) { name } }');
    const output = (documentMode: string) => ({
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { documentMode, useTypeImports: true },
    });
    write(
      'codegen.json',
      JSON.stringify({
        schema: join(ROOT, 'schema/schema.graphql'),
        documents: join(project, 'name.graphql'),
        generates: {
          [join(project, 'as-text.ts')]: output('string'),
          [join(project, 'as-tree.ts')]: output('documentNode'),
        },
      }),
    );
    await run(ROOT, '@graphql-codegen/cli/cjs/bin.js', '--config', join(project, 'codegen.json'));
    write(
      'with-codegen.ts',
      `import { connect } from '@laurel/sdk';
       import { NameDocument as text } from './as-text.js';
       import { NameDocument as tree } from './as-tree.js';
       const { request } = connect({ url: '' });
       export const names: (string | undefined)[] = [
         (await request(text, { key: 'a' })).organization?.name,
         (await request(tree, { key: 'a' })).organization?.name,
       ];
       // @ts-expect-error -- there is no such variable
       await request(text, { kee: 'a' });
       // @ts-expect-error -- there is no such field
       names.push((await request(tree, { key: 'a' })).organization?.city);`,
    );
    // The declarations of a library that re-exports parts of the client must name every type.
    write(
      'library.ts',
      `import { connect, createClient, organizations } from '@laurel/sdk';
       const url = 'http://laurel.example';
       export const laurel = createClient({ url });
       export const { request, send, overrides, apiKeys, viewer } = laurel;
       export const { list, status, plan, whatIf, update } = laurel.organizations;
       export const { create, rotate } = apiKeys;
       export const few = organizations(connect({ url }));
       export const ask = (on: string) => ({ status: status('org_1', { on }), list: list({}, { pageSize: 7 }) });
       export const pages = () => laurel.employees.list().pages();
       export const made = (name: string) => create({ organizationId: 'org_1', name, scopes: [] });
       export const tried = (name: string) =>
         create({ organizationId: 'org_1', name, scopes: [] }, { refusals: 'return' });`,
    );
    const emit = ['--noEmit', 'false', '--declaration', '--outDir', 'programs'];
    await run(project, 'typescript/bin/tsc', '--project', '.', ...emit);
    expect(readFileSync(join(project, 'programs/library.d.ts'), 'utf8')).not.toMatch(/\bany\b/);
  });

  describe.each(DATABASES)('against a server on $name', (kind: DatabaseKind) => {
    let server: TestServer;
    let token: string;
    beforeAll(async () => {
      server = await startTestServer(kind);
      await loadDemo(server.database, day(TODAY), new Date(`${TODAY}T09:00:00Z`));
      token = (await server.person('agent', ['agent'])).replace('Bearer ', '');
    });
    afterAll(() => server.stop());

    const program = async (
      file: string,
      args: readonly string[] = [],
      as = token,
      more = {},
    ): Promise<string> => {
      const env = {
        ...process.env,
        LAUREL_CLIENT_URL: `${server.url}/graphql`,
        LAUREL_CLIENT_TOKEN: as,
        ...more,
      };
      const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], { cwd: project, env });
      return stdout;
    };

    it.each(['esm.mjs', 'common.cjs'])('works in the module format of %s', async (file) => {
      expect(await program(join('programs', file))).toBe('Nordwind IT true\ntrue true true string\n');
    });

    it.each(Object.entries(EXAMPLES))(
      'runs the example %s',
      async (file, { args, forAdminOf, exitCode = 0, output }) => {
        const as = forAdminOf === undefined ? token : await adminOf(forAdminOf);
        if (file === 'rotate-api-key.ts') await makeApiKey('CRM');
        if (file === 'nightly-import.ts') write('feed.csv', FEED);
        const { code, stdout } = await outcome(program(file, args, as));
        expect(code).toBe(exitCode);
        expect(stdout.trimEnd().split('\n')).toEqual(
          output.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))),
        );
      },
    );

    it('rotates a key on the second run of the example when the first secret was lost', async () => {
      await makeApiKey('ERP');
      const lossy = await startFaultyProxy(`${server.url}/graphql`, {
        faultFor: onceAfter('rotateApiKey'),
        slowMilliseconds: 0,
      });
      const env = { LAUREL_CLIENT_URL: lossy.url };
      const first = await outcome(program('rotate-api-key.ts', ['nordwind-it', 'ERP'], token, env));
      expect(first).toMatchObject({
        code: 1,
        stdout: 'The new secret was lost, so the new key was revoked. Run this program again.\n',
      });
      expect(await program('rotate-api-key.ts', ['nordwind-it', 'ERP'])).toContain(
        'The new secret of "ERP" is lrl_',
      );
      const unknownKey = await outcome(program('rotate-api-key.ts', ['nordwind-it', 'PIM']));
      expect(unknownKey).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Nordwind IT has no API key "PIM".'),
      });
      await lossy.stop();
    });

    it('buys a single membership in repeated and concurrent runs of the example', async () => {
      const key = 'fynbos-kaap-digital';
      const as = await adminOf(key);
      const run = () => program('buy-membership.ts', [key, 'silver-membership', 'INV-2026-18'], as);
      const outputs = await Promise.all([run(), run(), run()]);
      const lastOutput = await run();
      const bought = 'Bought: SILVER from 2026-03-02 to 2027-03-01.';
      expect(outputs.some((text) => text.includes(bought))).toBe(true);
      expect(lastOutput).not.toContain(bought);
      expect(lastOutput).toContain('- no: The term that ends on 2027-03-02 cannot be renewed yet');
      const laurel = createClient({ url: `${server.url}/graphql`, token });
      const { id = '' } = (await laurel.organizations.byKey(key)) ?? {};
      expect(await laurel.memberships.list(id).toArray({ limit: 10 })).toHaveLength(1);
    });

    async function adminOf(key: string): Promise<string> {
      const laurel = createClient({ url: `${server.url}/graphql`, token });
      const { id = '' } = (await laurel.organizations.byKey(key)) ?? {};
      const subject = `admin of ${key}`;
      await storePerson(server.database, subject, { organizationId: id.replace('org_', ''), role: 'ADMIN' });
      return (await server.person(subject)).replace('Bearer ', '');
    }

    async function makeApiKey(name: string): Promise<void> {
      const laurel = createClient({ url: `${server.url}/graphql`, token });
      const { id = '' } = (await laurel.organizations.byKey('nordwind-it')) ?? {};
      await laurel.apiKeys.create({ organizationId: id, name, scopes: ['READ_ORGANIZATION'] });
    }
  });
});

function onceAfter(command: string): (body: string) => Fault | null {
  let isDone = false;
  return (body) => {
    if (isDone || !body.includes(command)) return null;
    isDone = true;
    return 'cut after';
  };
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr?: string;
}

async function outcome(program: Promise<string>): Promise<Outcome> {
  // The error that execFile throws for a failed program has the same properties.
  return program.then(
    (stdout) => ({ code: 0, stdout }),
    (error: Outcome) => error,
  );
}

it('every example is run by a test, and quoted unchanged in the README of the package', () => {
  const readme = readFileSync(join(ROOT, 'client/sdk/README.md'), 'utf8');
  const files = readdirSync(join(ROOT, 'client/examples')).filter((name) => name.endsWith('.ts'));
  expect(files.toSorted()).toEqual(Object.keys(EXAMPLES).toSorted());
  for (const file of files) {
    const text = readFileSync(join(ROOT, 'client/examples', file), 'utf8');
    expect(readme).toContain(`\n\`\`\`ts\n${text}\`\`\`\n`);
  }
});

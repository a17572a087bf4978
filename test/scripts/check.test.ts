import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');

describe('the check', () => {
  let project: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'laurel-check-'));
    cpSync(join(ROOT, 'scripts'), join(project, 'scripts'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    mkdirSync(join(project, 'schema'));
    write('schema', 'type Query { name: String, motto: String }');
  });
  afterEach(() => rmSync(project, { recursive: true }));

  it('skips the comparison with the last release while nothing is released, and prints why', () => {
    expect(check('breaking')).toEqual({
      status: 0,
      output: 'skipped no breaking schema change: nothing is released yet\n',
    });
  });

  it('accepts a schema that only adds to the last release', () => {
    write('released', 'type Query { name: String }');
    const { status, output } = check('breaking');
    expect(status).toBe(0);
    expect(output).toMatch(/^ok {5}no breaking schema change \(\d+\.\d s\)\n$/);
  });

  it('refuses a schema that breaks clients of the last release', () => {
    write('released', 'type Query { name: String, motto: String, city: String }');
    const { status, output } = check('breaking');
    expect(status).toBe(1);
    expect(output).toMatch(/^FAILED no breaking schema change/);
    expect(output).toContain(
      'Clients of the last release (schema/released.graphql) would break; deprecate instead:\n' +
        "- Field 'city' was removed from object type 'Query'\n",
    );
  });

  it('fails for an unknown step', () => {
    const { status, output } = check('poetry');
    expect(status).toBe(1);
    expect(output).toMatch(/^There is no step named "poetry"\. There are: lint, types, /);
  });

  describe('of container files', () => {
    beforeEach(() => {
      for (const file of ['Dockerfile', 'compose.yaml']) copy(file);
    });

    it('accepts those of the repository', () => {
      expect(check('container').status).toBe(0);
    });

    it('refuses a Dockerfile with an unknown instruction, and names the line', () => {
      edit('Dockerfile', 'USER node', 'USR node');
      const line = lineOf('Dockerfile', 'USR node');
      expect(check('container')).toMatchObject({
        status: 1,
        output: expect.stringContaining(`Dockerfile:${line}: Unknown instruction: USR`),
      });
    });

    it('refuses a compose file with an image without a version', () => {
      edit('compose.yaml', 'image: mariadb:10.11', 'image: mariadb');
      expect(check('container')).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^FAILED container files[^]*compose\.yaml/),
      });
    });
  });

  describe('of workflows', () => {
    const workflow = '.github/workflows/ci.yml';
    beforeEach(() => copy(workflow));

    it('accepts those of the repository', () => {
      expect(check('workflows').status).toBe(0);
    });

    it('refuses a job without a machine, and names the line', () => {
      edit(workflow, 'runs-on:', 'run-on:');
      expect(check('workflows')).toMatchObject({
        status: 1,
        output: expect.stringMatching(/\.github\/workflows\/ci\.yml:\d+: .*"run-on"/),
      });
    });
  });

  describe('of the diagram', () => {
    const document = 'docs/architecture.md';
    beforeEach(() => {
      for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json']) copy(file);
      put('package.json', '{}');
      put('server/db/row.ts', 'export const row = 1;\n');
      put('server/projection/span.ts', "import { row } from '../db/row';\nexport const span = row;\n");
      put(document, `# Architecture\n\n${diagramOf('projection --> db')}`);
    });

    it('accepts a diagram with the imports of the code', () => {
      expect(check('diagram')).toMatchObject({ status: 0, output: expect.stringMatching(/^ok /) });
    });

    it('refuses a diagram that lacks an import, and names the remedy', () => {
      put('server/demo/load.ts', "import { row } from '../db/row';\nexport const loaded = row;\n");
      expect(check('diagram')).toMatchObject({
        status: 1,
        output: expect.stringContaining(
          'The diagram in docs/architecture.md shows other imports than the code: run "npm run diagram".',
        ),
      });
    });

    it('refuses a document without the markers of the diagram', () => {
      edit(document, '<!-- end of rooms -->', '');
      expect(check('diagram')).toMatchObject({
        status: 1,
        output: expect.stringContaining('docs/architecture.md lacks the markers of the diagram'),
      });
    });

    const diagramOf = (arrow: string) =>
      `<!-- rooms: written by "npm run diagram" -->\n\n\`\`\`mermaid\ngraph TD\n  ${arrow}\n\`\`\`\n\n<!-- end of rooms -->\n`;
  });

  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  };
  const copy = (file: string) => cpSync(join(ROOT, file), join(project, file));
  const edit = (file: string, from: string, to: string) => {
    const text = readFileSync(join(project, file), 'utf8');
    expect(text).toContain(from);
    put(file, text.replace(from, to));
  };
  const lineOf = (file: string, line: string) =>
    readFileSync(join(project, file), 'utf8').split('\n').indexOf(line) + 1;
  const write = (name: string, text: string) => writeFileSync(join(project, `schema/${name}.graphql`), text);
  const check = (...steps: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check.mjs', ...steps], {
      cwd: project,
      encoding: 'utf8',
    });
    return { status, output: `${stdout}${stderr}` };
  };
});

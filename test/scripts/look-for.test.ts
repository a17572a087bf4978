import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const LOOK_FOR = pathToFileURL(join(__dirname, '../../scripts/look-for.mjs')).href;
const VARIABLE = 'LAUREL_TEST_CHROMIUM';

interface Machine {
  readonly isRoot?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

// In child processes: Jest replaces process.env by a plain object, which does not turn undefined into text.
describe('looking for a program that tests need', () => {
  let folder: string;
  let bin: string;
  let chromium: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-look-for-'));
    bin = join(folder, 'bin');
    chromium = join(bin, 'chromium');
    mkdirSync(bin);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('installs a program that is absent, and names the browser by its path', () => {
    aptGet(`*' install '*' chromium ') echo '#!/bin/sh' > '${chromium}' ;;`);
    const { status, variable, said } = look();
    expect({ status, variable }).toEqual({ status: 0, variable: chromium });
    expect(said).toBe('No chromium here: installing chromium with apt-get ...\n');
    expect(calls()).toEqual(['-qq update', '-qq install -y --no-install-recommends chromium']);
  });

  it('installs a database server with what fills its data folder', () => {
    const server = `echo '#!/bin/sh' > '${bin}/mariadbd'; echo 'echo 11.8.2-MariaDB' >> '${bin}/mariadbd'`;
    aptGet(
      `*' install '*' mariadb-server ') ${server}; /bin/chmod +x '${bin}/mariadbd'; echo > '${bin}/mariadb-install-db' ;;`,
    );
    const { status, said } = look({}, 'lookForMariadb');
    expect(status).toBe(0);
    expect(said).toBe('No mariadbd or mysqld here: installing mariadb-server with apt-get ...\n');
    expect(calls()).toHaveLength(2);
  });

  it.each([
    ['without apt-get', false, true],
    ['without the rights to install', true, false],
  ])('leaves the variable unset %s, and names the skipped tests', (_name, hasAptGet, isRoot) => {
    if (hasAptGet) aptGet('');
    expect(look({ isRoot })).toEqual({ status: 0, variable: null, said: `${SENTENCE}\n` });
    expect(calls()).toEqual([]);
  });

  it('leaves the variable unset when installing fails, and repeats what apt-get said', () => {
    aptGet("*) echo 'E: no network' >&2; exit 100 ;;");
    const { status, variable, said } = look();
    expect({ status, variable }).toEqual({ status: 0, variable: null });
    expect(said).toContain('"apt-get update" failed:\nE: no network\n');
    expect(said.endsWith(`\n${SENTENCE}\n`)).toBe(true);
  });

  it('fails with CI=true', () => {
    const { status, said } = look({ env: { CI: 'true' } });
    expect(status).toBe(1);
    expect(said).toBe(`${SENTENCE} With CI=true that is a failure.\n`);
  });

  it('installs nothing where the program is there', () => {
    aptGet('');
    writeFileSync(chromium, '');
    expect(look()).toEqual({ status: 0, variable: chromium, said: '' });
    expect(calls()).toEqual([]);
  });

  it.each([
    ['lookForChromium', VARIABLE, '/opt/chrome'],
    ['lookForMariadb', 'LAUREL_TEST_MARIADB', 'mariadb://root@127.0.0.1/'],
  ])('%s does not look for what a variable names', (lookFor, name, value) => {
    aptGet('');
    writeFileSync(chromium, '');
    const { status, variable, said } = look({ env: { [name]: value } }, lookFor, name);
    expect({ status, variable, said }).toEqual({ status: 0, variable: value, said: '' });
    expect(calls()).toEqual([]);
  });

  const SENTENCE =
    'There is no chromium, so the tests of pages are skipped. To have it: "sudo apt-get install chromium", ' +
    'or name a Chrome with LAUREL_TEST_CHROMIUM.';

  /** Looks on a machine that has the programs of the folder only, and tells what the variable is afterwards. */
  const look = (
    { isRoot = true, env = {} }: Machine = {},
    lookFor = 'lookForChromium',
    variable = VARIABLE,
  ) => {
    const result = join(folder, 'result.json');
    const program = `
      import { writeFileSync } from 'node:fs';
      import { ${lookFor} } from '${LOOK_FOR}';
      ${lookFor}({ usualPlaces: [], isRoot: ${isRoot} });
      writeFileSync(${JSON.stringify(result)}, JSON.stringify(process.env.${variable} ?? null));`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { PATH: bin, ...env },
      encoding: 'utf8',
    });
    const told = existsSync(result) ? readFileSync(result, 'utf8') : 'null';
    return { status, variable: JSON.parse(told) as string | null, said: `${stdout}${stderr}` };
  };
  /** An apt-get that notes how it is called, and does what these branches of a `case` say. */
  const aptGet = (branches: string) => {
    const file = join(bin, 'apt-get');
    writeFileSync(file, `#!/bin/sh\necho "$@" >> '${folder}/calls'\ncase " $* " in ${branches}\nesac\n`);
    chmodSync(file, 0o755);
  };
  const calls = () => {
    const file = join(folder, 'calls');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  };
});

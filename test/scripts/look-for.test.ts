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

// Uses child processes, because Jest replaces process.env with a plain object, which does not convert undefined to a
// string.
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

  it('installs a missing program, and stores the path of the browser', () => {
    aptGet(`*' install '*' chromium ') echo '#!/bin/sh' > '${chromium}' ;;`);
    const { status, variable, output } = look();
    expect({ status, variable }).toEqual({ status: 0, variable: chromium });
    expect(output).toBe('No chromium here: installing chromium with apt-get ...\n');
    expect(calls()).toEqual(['-qq update', '-qq install -y --no-install-recommends chromium']);
  });

  it('installs a database server together with its installer', () => {
    const server = `echo '#!/bin/sh' > '${bin}/mariadbd'; echo 'echo 11.8.2-MariaDB' >> '${bin}/mariadbd'`;
    aptGet(
      `*' install '*' mariadb-server ') ${server}; /bin/chmod +x '${bin}/mariadbd'; echo > '${bin}/mariadb-install-db' ;;`,
    );
    const { status, output } = look({}, 'lookForMariadb');
    expect(status).toBe(0);
    expect(output).toBe('No mariadbd or mysqld here: installing mariadb-server with apt-get ...\n');
    expect(calls()).toHaveLength(2);
  });

  it.each([
    ['without apt-get', false, true],
    ['without the rights to install', true, false],
  ])('leaves the variable unset %s, and names the skipped tests', (_name, hasAptGet, isRoot) => {
    if (hasAptGet) aptGet('');
    expect(look({ isRoot })).toEqual({ status: 0, variable: null, output: `${SENTENCE}\n` });
    expect(calls()).toEqual([]);
  });

  it('leaves the variable unset when installing fails, and prints the error of apt-get', () => {
    aptGet("*) echo 'E: no network' >&2; exit 100 ;;");
    const { status, variable, output } = look();
    expect({ status, variable }).toEqual({ status: 0, variable: null });
    expect(output).toContain('"apt-get update" failed:\nE: no network\n');
    expect(output.endsWith(`\n${SENTENCE}\n`)).toBe(true);
  });

  it('fails with CI=true', () => {
    const { status, output } = look({ env: { CI: 'true' } });
    expect(status).toBe(1);
    expect(output).toBe(`${SENTENCE} With CI=true this is an error.\n`);
  });

  it('installs nothing if the program exists', () => {
    aptGet('');
    writeFileSync(chromium, '');
    expect(look()).toEqual({ status: 0, variable: chromium, output: '' });
    expect(calls()).toEqual([]);
  });

  it.each([
    ['lookForChromium', VARIABLE, '/opt/chrome'],
    ['lookForMariadb', 'LAUREL_TEST_MARIADB', 'mariadb://root@127.0.0.1/'],
  ])('is skipped by %s if the variable is set', (lookFor, name, value) => {
    aptGet('');
    writeFileSync(chromium, '');
    const { status, variable, output } = look({ env: { [name]: value } }, lookFor, name);
    expect({ status, variable, output }).toEqual({ status: 0, variable: value, output: '' });
    expect(calls()).toEqual([]);
  });

  const SENTENCE =
    'There is no chromium, so the tests of pages are skipped. To install it: "sudo apt-get install chromium", ' +
    'or set LAUREL_TEST_CHROMIUM to a Chrome.';

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
    const json = existsSync(result) ? readFileSync(result, 'utf8') : 'null';
    return { status, variable: JSON.parse(json) as string | null, output: `${stdout}${stderr}` };
  };
  /** An apt-get that records its arguments and runs these branches of a `case`. */
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

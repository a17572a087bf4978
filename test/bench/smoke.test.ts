import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');

describe('the measurements', () => {
  it.each([
    ['bench-rules', 'all 18 competencies'],
    ['bench-api', '('],
    ['bench-import', 'SQLite, '],
    ['bench-projection', '  '],
    ['bench-abuse', 'a programme, anonymous: '],
  ])(
    'of %s run, and print their table',
    async (bench, row) => {
      // Not waited for by standing still: it may ask this process for its MariaDB.
      const script = join(ROOT, 'scripts', `${bench}.mjs`);
      const { stdout } = await promisify(execFile)(process.execPath, [script, '--smoke'], { cwd: ROOT });
      expect(stdout.split('\n').filter((line) => line.startsWith(row)).length).toBeGreaterThan(1);
    },
    120_000,
  );
});

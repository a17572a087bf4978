import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');

describe('a benchmark', () => {
  it.each([
    ['bench-rules', 'all 18 competencies'],
    ['bench-api', '('],
    ['bench-import', 'SQLite, '],
    ['bench-projection', '  '],
    ['bench-abuse', 'a programme, anonymous: '],
  ])(
    '%s runs and prints its table',
    async (bench, row) => {
      // Asynchronous, because the benchmark may request its MariaDB from this process.
      const script = join(ROOT, 'scripts', `${bench}.mjs`);
      const { stdout } = await promisify(execFile)(process.execPath, [script, '--smoke'], { cwd: ROOT });
      expect(stdout.split('\n').filter((line) => line.startsWith(row)).length).toBeGreaterThan(1);
    },
    120_000,
  );
});

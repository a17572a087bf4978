import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

describe('the measurements', () => {
  it.each([['bench-rules', 'all 18 competencies']])('of %s run, and print their table', (bench, row) => {
    const output = execFileSync(process.execPath, [join(ROOT, 'scripts', `${bench}.mjs`), '--smoke'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(output.split('\n').filter((line) => line.startsWith(row)).length).toBeGreaterThan(1);
  });
});

import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFileLock } from '../../../server/db/file-lock';

describe('a file lock', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-lock-'));
  const path = join(folder, 'some.lock');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has one holder at a time, and leaves no file behind', async () => {
    const lock = await takeFileLock(path);
    expect(lock).not.toBeNull();
    expect(await takeFileLock(path)).toBeNull();
    expect(
      await takeFileLock(join(folder, 'another.lock')).then((other) => other?.release()),
    ).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['some.lock']);
    await lock?.release();
    expect(readdirSync(folder)).toEqual([]);
    const again = await takeFileLock(path);
    expect(again).not.toBeNull();
    await again?.release();
  });

  it('has at most one holder when many callers compete for it', async () => {
    for (let round = 0; round < 20; round++) {
      const taken = await Promise.all(Array.from({ length: 10 }, () => takeFileLock(path)));
      const ours = taken.filter((lock) => lock !== null);
      expect(ours.length).toBeLessThanOrEqual(1);
      for (const lock of ours) await lock.release();
    }
  });

  it('ends when the process that holds it is killed', async () => {
    const program = `
      const connection = new (require('libsql'))(${JSON.stringify(path)});
      connection.exec('BEGIN EXCLUSIVE');
      console.log('taken');
      setInterval(() => connection.name, 1000);`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(await takeFileLock(path)).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'close');
    const lock = await takeFileLock(path);
    expect(lock).not.toBeNull();
    await lock?.release();
  });

  it('is taken on the new file if the original is replaced in the meantime', async () => {
    writeFileSync(path, '');
    const { stat } = files;
    let checks = 0;
    const statSpy = jest.spyOn(files, 'stat').mockImplementation((async (of: string) => {
      if (++checks === 2) {
        writeFileSync(`${path}.new`, '');
        renameSync(`${path}.new`, path);
      }
      return stat(of);
    }) as typeof stat);
    const lock = await takeFileLock(path);
    statSpy.mockRestore();
    expect(checks).toBe(4);
    expect(lock).not.toBeNull();
    expect(await takeFileLock(path)).toBeNull();
    await lock?.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('cannot be taken on a file with other content', async () => {
    writeFileSync(path, 'The notes of somebody.\n'.repeat(100));
    await expect(takeFileLock(path)).rejects.toThrow(/not a database/);
    expect(readdirSync(folder)).toEqual(['some.lock']);
  });
});

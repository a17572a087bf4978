import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { TODAY } from './test-server';

const ROOT = join(__dirname, '../..');

export function startImport(
  url: string,
  args: readonly string[],
  node: readonly string[] = [],
): ChildProcess {
  const environment = {
    PATH: process.env['PATH'],
    NODE_ENV: 'test',
    LAUREL_DATABASE: url,
    // Only a demonstration accepts LAUREL_TODAY.
    LAUREL_DEMO: 'true',
    LAUREL_TODAY: TODAY,
  };
  return spawn(process.execPath, [...node, join(ROOT, 'scripts/run.mjs'), 'server/import', ...args], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export async function outputOf(child: ChildProcess) {
  const [said, faults] = [child.stdout, child.stderr].map(async (stream) => {
    let text = '';
    for await (const chunk of stream ?? []) text += String(chunk);
    return text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: (await said) ?? '', faults: (await faults) ?? '' };
}

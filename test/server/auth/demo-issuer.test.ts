import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoIssuer } from '../../../server/auth/demo-issuer';
import { verifyToken } from '../../../server/auth/tokens';

describe('the key of a demonstration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-demo-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('survives a restart', async () => {
    const [first, again] = [await demoIssuer(folder), await demoIssuer(folder)];
    expect(again.apiKey).toBe(first.apiKey);
    expect(await verifyToken(await first.sign('ann', []), [again])).toMatchObject({ subject: 'ann' });
  });

  it('is readable only by the user of the server', async () => {
    await demoIssuer(folder);
    expect(statSync(join(folder, 'demo-key.json')).mode & 0o777).toBe(0o600);
  });

  it('is different for each folder', async () => {
    const [here, there] = [await demoIssuer(folder), await demoIssuer(join(folder, 'another'))];
    expect(there.apiKey).not.toBe(here.apiKey);
    await expect(verifyToken(await here.sign('ann', []), [there])).rejects.toThrow('access.token.signature');
  });
});

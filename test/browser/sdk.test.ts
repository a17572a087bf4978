import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { loadDemo } from '../../server/demo/load-demo';
import { readConfig } from '../../server/config';
import { day } from '../../server/rules';
import { SQLITE } from '../support/databases';
import { listenOnFreePort } from '../support/mariadb';
import { startTestServer, TODAY, type TestServer } from '../support/test-server';

const ROOT = join(__dirname, '../..');
const executablePath = process.env['LAUREL_TEST_CHROMIUM'] ?? 'chromium';

const PAGE = `<!doctype html>
<title>Status</title>
<output>…</output>
<script type="module">
  import { createClient, LaurelError } from './laurel.js';
  const { url, token, key } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const laurel = createClient({ url, token, retries: 0 });
  const answer = document.querySelector('output');
  try {
    const organization = await laurel.organizations.byKey(key);
    const { membershipLevel, displayedCompetencies } = await laurel.organizations.status(organization.id);
    const shown = displayedCompetencies.map(({ competency, level }) => competency.name + ' at ' + level);
    answer.textContent = [organization.name, membershipLevel, ...shown].join('\\n');
  } catch (error) {
    answer.textContent = error.name + ' ' + (error instanceof LaurelError) + ' ' + error.requestId;
  }
</script>`;

const WORKER = `import { createClient } from './laurel.js';
onmessage = async ({ data: { url, token, key } }) => {
  const { organizations } = createClient({ url, token, retries: 0 });
  postMessage((await organizations.byKey(key)).name);
};`;
const WORKER_PAGE = `<!doctype html>
<title>Worker</title>
<output>…</output>
<script type="module">
  const worker = new Worker('./worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => (document.querySelector('output').textContent = data);
  worker.postMessage(Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
</script>`;

describe('a page without a bundler', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-page-'));
  let pages: Server;
  let origin: string;
  let server: TestServer;
  let token: string;
  let browser: Browser;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/sdk-build.mjs'), folder]);
    const script = readFileSync(join(folder, 'dist/esm/index.js'));
    const files = new Map<string | undefined, string | Buffer>([
      ['/', PAGE],
      ['/laurel.js', script],
      ['/worker.html', WORKER_PAGE],
      ['/worker.js', WORKER],
    ]);
    pages = createServer(({ url }, response) => {
      const isScript = url?.endsWith('.js') === true;
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
      response.end(files.get(url) ?? '');
    });
    origin = `http://127.0.0.1:${await listenOnFreePort(pages)}`;
    const { corsOrigins } = readConfig({ LAUREL_CORS_ORIGINS: origin });
    server = await startTestServer(SQLITE, { config: { corsOrigins } });
    await loadDemo(server.database, day(TODAY), new Date(`${TODAY}T09:00:00Z`));
    token = (await server.person('agent', ['agent'])).replace('Bearer ', '');
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    });
  });
  afterAll(async () => {
    await browser.close();
    pages.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const shown = async (at: string, as: string): Promise<string> => {
    const page = await browser.newPage();
    const hash = new URLSearchParams({ url: `${server.url}/graphql`, token: as, key: 'nordwind-it' });
    await page.goto(`${at}#${hash}`);
    await page.waitForFunction('document.querySelector("output").textContent !== "…"');
    const text = await page.textContent('output');
    await page.close();
    return text ?? '';
  };

  it('shows the status of an organization from a server that allows its origin', async () => {
    expect((await shown(`${origin}/`, token)).split('\n')).toEqual([
      'Nordwind IT',
      'GOLD',
      'Application Development at SILVER',
      'DevOps at GOLD',
      'Messaging at SILVER',
    ]);
  });

  it('can send its requests from a worker', async () => {
    expect(await shown(`${origin}/worker.html`, token)).toBe('Nordwind IT');
  });

  it('distinguishes refusals of the server from those of the browser', async () => {
    expect(await shown(`${origin}/`, 'nonsense')).toMatch(/^Unauthorized true [0-9a-f]{32}$/);
    const otherOrigin = origin.replace('127.0.0.1', 'localhost');
    expect(await shown(`${otherOrigin}/`, token)).toMatch(/^NetworkError true [0-9a-f]{32}$/);
  });
});

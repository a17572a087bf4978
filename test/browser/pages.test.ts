import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { DATABASES, type Kind } from '../support/databases';
import { startTestServer, type TestServer } from '../support/test-server';

const [SQLITE] = DATABASES as readonly [Kind];
/** `npm test` finds it; where there is none, it says so and leaves this folder out. */
const executablePath = process.env['LAUREL_TEST_CHROMIUM'] ?? 'chromium';

describe('in a browser without the internet', () => {
  const profile = mkdtempSync(join(tmpdir(), 'laurel-browser-'));
  let server: TestServer;
  let browser: BrowserContext;

  beforeAll(async () => {
    server = await startTestServer(SQLITE, {
      firstTab: { document: '{ competency(key: "devops") { name } }', headers: {} },
    });
    browser = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  it('GraphiQL loads from the server alone and answers a query', async () => {
    const page = await browser.newPage();
    const elsewhere: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(server.url))
        elsewhere.push(request.url());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${server.url}/graphiql`);
    await page.click('.graphiql-execute-button', { timeout: 30_000 });
    await page.waitForFunction('document.querySelector(".result-window")?.textContent.includes("DevOps")');
    expect(elsewhere).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('the Sandbox page is served, and asks for Sandbox where it is', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    const response = await page.goto(`${server.url}/graphql`, { waitUntil: 'commit' });
    expect([response?.status(), await page.locator('#embeddableSandbox').count()]).toEqual([200, 1]);
    expect(asked).toContain('embeddable-sandbox.cdn.apollographql.com');
  });
});

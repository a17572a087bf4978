import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { SQLITE } from '../support/databases';
import { startTestServer, type TestServer } from '../support/test-server';

/** `npm test` finds the browser, or prints a notice and skips this folder. */
const executablePath = process.env['LAUREL_TEST_CHROMIUM'] ?? 'chromium';

/** Behaves like Apollo's script: frames Sandbox and sends a query. */
const EMBED = `window.EmbeddedSandbox = class {
  constructor({ target, initialEndpoint, initialState: { document: query, headers } }) {
    const frame = document.createElement('iframe');
    frame.src = 'https://sandbox.embed.apollographql.com/sandbox/explorer';
    document.querySelector(target).appendChild(frame);
    const body = JSON.stringify({ query });
    fetch(initialEndpoint, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body })
      .then((response) => response.json())
      .then(({ data }) => (document.title = data.competency.name));
  }
};`;

describe('pages in a browser without internet access', () => {
  const profile = mkdtempSync(join(tmpdir(), 'laurel-browser-'));
  let server: TestServer;
  let browser: BrowserContext;

  beforeAll(async () => {
    server = await startTestServer(SQLITE, {
      config: { pages: true },
      firstTab: { document: '{ competency(key: "devops") { name } }', headers: { 'x-first': 'tab' } },
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

  const openPage = async () => {
    const page = await browser.newPage();
    const violations: string[] = [];
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    return { page, violations, faults };
  };

  it('GraphiQL loads only from the server and runs a query without violating its policy', async () => {
    const { page, violations, faults } = await openPage();
    const foreignUrls: string[] = [];
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(server.url))
        foreignUrls.push(request.url());
    });
    await page.goto(`${server.url}/graphiql`);
    await page.click('.graphiql-execute-button', { timeout: 30_000 });
    await page.waitForFunction('document.querySelector(".result-window")?.textContent.includes("DevOps")');
    // Completion needs workers and styles that are created at run time.
    await page.click('.graphiql-query-editor .monaco-editor');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n{ cred');
    await page.keyboard.press('Control+Space');
    await page.waitForSelector('.suggest-widget .monaco-list-row', { timeout: 30_000 });
    expect(page.workers().length).toBeGreaterThan(0);
    expect(foreignUrls).toEqual([]);
    expect(faults).toEqual([]);
    expect(violations).toEqual([]);
    await page.close();
  });

  it('GraphiQL is not downloaded again when it is reopened', async () => {
    const { page } = await openPage();
    const openGraphiql = async () => {
      const response = await page.goto(`${server.url}/graphiql`);
      await page.waitForSelector('.graphiql-execute-button', { timeout: 30_000 });
      return response?.request().sizes();
    };
    await openGraphiql();
    expect((await openGraphiql())?.responseBodySize).toBe(0);
    await page.close();
  });

  it('GraphiQL cannot be framed by a page', async () => {
    const { page, violations } = await openPage();
    await page.route('**/framing', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${server.url}/graphiql"></iframe>` }),
    );
    await page.goto(`${server.url}/framing`);
    await page.waitForFunction('document.readyState === "complete"');
    expect(violations.join()).toContain('frame-ancestors');
    await page.close();
  });

  it('the Sandbox page loads Sandbox under the strictest policy that works', async () => {
    const { page, violations, faults } = await openPage();
    const framed: string[] = [];
    await page.route('https://embeddable-sandbox.cdn.apollographql.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: EMBED }),
    );
    await page.route('https://sandbox.embed.apollographql.com/**', (route) => {
      framed.push(route.request().url());
      return route.fulfill({ contentType: 'text/html', body: 'Sandbox' });
    });
    const response = await page.goto(`${server.url}/graphql`);
    expect(response?.status()).toBe(200);
    await page.waitForFunction('document.title === "DevOps"');
    expect(framed).toEqual(['https://sandbox.embed.apollographql.com/sandbox/explorer']);
    const frame = await page.locator('iframe').boundingBox();
    expect([frame?.width, frame?.height]).toEqual([page.viewportSize()?.width, page.viewportSize()?.height]);
    expect([violations, faults]).toEqual([[], []]);

    await page.evaluate('fetch("https://evil.example/").catch(() => undefined)');
    expect(violations.join()).toContain('https://evil.example/');
    await page.close();
  });

  it('the Sandbox page links to GraphiQL when the internet is unreachable', async () => {
    const { page, faults } = await openPage();
    await page.route('https://embeddable-sandbox.cdn.apollographql.com/**', (route) => route.abort());
    await page.goto(`${server.url}/graphql`);
    expect(await page.textContent('p')).toContain('Apollo Sandbox is loaded from the internet');
    expect(await page.getAttribute('a', 'href')).toBe('/graphiql');
    expect(faults).toEqual([]);
    await page.close();
  });
});

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

/** Does with a page what Apollo's own script does: frames Sandbox, and asks for it. */
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

describe('in a browser without the internet', () => {
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

  /** A page that keeps what its policy forbids it, and what else goes wrong. */
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

  it('GraphiQL loads from the server alone and answers a query, within its strict policy', async () => {
    const { page, violations, faults } = await openPage();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(server.url))
        elsewhere.push(request.url());
    });
    await page.goto(`${server.url}/graphiql`);
    await page.click('.graphiql-execute-button', { timeout: 30_000 });
    await page.waitForFunction('document.querySelector(".result-window")?.textContent.includes("DevOps")');
    // Completion is the work of its workers and of styles that are written at run time.
    await page.click('.graphiql-query-editor .monaco-editor');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n{ cred');
    await page.keyboard.press('Control+Space');
    await page.waitForSelector('.suggest-widget .monaco-list-row', { timeout: 30_000 });
    expect(page.workers().length).toBeGreaterThan(0);
    expect(elsewhere).toEqual([]);
    expect(faults).toEqual([]);
    expect(violations).toEqual([]);
    await page.close();
  });

  it('GraphiQL is not sent again when it is opened again', async () => {
    const { page } = await openPage();
    const sent = async () => {
      const response = await page.goto(`${server.url}/graphiql`);
      await page.waitForSelector('.graphiql-execute-button', { timeout: 30_000 });
      return response?.request().sizes();
    };
    await sent();
    expect((await sent())?.responseBodySize).toBe(0);
    await page.close();
  });

  it('no page may frame GraphiQL', async () => {
    const { page, violations } = await openPage();
    await page.route('**/framing', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${server.url}/graphiql"></iframe>` }),
    );
    await page.goto(`${server.url}/framing`);
    await page.waitForFunction('document.readyState === "complete"');
    expect(violations.join()).toContain('frame-ancestors');
    await page.close();
  });

  it('the Sandbox page asks for Sandbox, which may do within its policy what it has to, and nothing else', async () => {
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

  it('the Sandbox page says where to go when the internet does not answer', async () => {
    const { page, faults } = await openPage();
    await page.route('https://embeddable-sandbox.cdn.apollographql.com/**', (route) => route.abort());
    await page.goto(`${server.url}/graphql`);
    expect(await page.textContent('p')).toContain('Apollo Sandbox is loaded from the internet');
    expect(await page.getAttribute('a', 'href')).toBe('/graphiql');
    expect(faults).toEqual([]);
    await page.close();
  });
});

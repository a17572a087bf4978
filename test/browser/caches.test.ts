import { transformAsync } from '@babel/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { build, type Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { readConfig } from '../../server/config';
import { loadDemo } from '../../server/demo/load-demo';
import { day } from '../../server/rules';
import { SQLITE } from '../support/databases';
import { listenOnFreePort } from '../support/mariadb';
import { startTestServer, TODAY, type TestServer } from '../support/test-server';

const ROOT = join(__dirname, '../..');
const PAGES = join(ROOT, 'client/examples/pages');
const executablePath = process.env['LAUREL_TEST_CHROMIUM'] ?? 'chromium';

/** Lets Relay's Babel plugin replace the documents with the compiled ones. */
const RELAY: Plugin = {
  name: 'relay',
  setup(esbuild) {
    esbuild.onLoad({ filter: /\/relay\/page\.tsx$/ }, async ({ path }) => {
      const compiled = await transformAsync(await readFile(path, 'utf8'), {
        filename: path,
        plugins: [['relay', { eagerEsModules: true }]],
        parserOpts: { plugins: ['typescript', 'jsx'] },
        babelrc: false,
        configFile: false,
      });
      return { contents: compiled?.code ?? '', loader: 'tsx' };
    });
  },
};

describe.each([
  ['Relay', 'relay/page.tsx'],
  ['Apollo Client', 'apollo-client/page.tsx'],
  ['urql', 'urql/page.tsx'],
])('a page with %s', (_library, source) => {
  let pages: Server;
  let server: TestServer;
  let address: string;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(PAGES, source)],
      bundle: true,
      write: false,
      format: 'esm',
      jsx: 'automatic',
      // The libraries warn about lost fields only in development.
      define: { 'process.env.NODE_ENV': '"development"' },
      plugins: [RELAY],
      alias: { '@laurel/sdk': join(ROOT, 'client/sdk') },
      logLevel: 'error',
    });
    const script = outputFiles[0]?.text ?? '';
    pages = createServer(({ url }, response) => {
      const isScript = url === '/page.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
      response.end(isScript ? script : '<!doctype html><body><script type="module" src="/page.js"></script>');
    });
    const origin = `http://127.0.0.1:${await listenOnFreePort(pages)}`;
    const { corsOrigins } = readConfig({ LAUREL_CORS_ORIGINS: origin });
    server = await startTestServer(SQLITE, { config: { corsOrigins } });
    await loadDemo(server.database, day(TODAY), new Date(`${TODAY}T09:00:00Z`));
    const token = (await server.person('demo-partner-admin')).replace('Bearer ', '');
    address = `${origin}/#${new URLSearchParams({ url: `${server.url}/graphql`, token })}`;
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
  });

  beforeEach(async () => {
    page = await browser.newPage();
    complaints = [];
    page.on('console', (message) => {
      if (['warning', 'error'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(address);
    await page.waitForSelector('#competencies li');
    await page.waitForSelector('#people li');
  });
  afterEach(async () => {
    await page.close();
    // Each library warns here about lost fields, missing keys and unknown types.
    expect(complaints).toEqual([]);
  });

  const texts = (selector: string) => page.locator(selector).allTextContents();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  const ATTAINED = ['Application Development: SILVER', 'DevOps: GOLD', 'Messaging: SILVER'];

  it('keeps the fields that other queries have read', async () => {
    await press('Later');
    await page.waitForFunction(`document.querySelector('#risk').textContent.startsWith('2027-06-01')`);
    expect(await texts('#competencies li')).not.toEqual(ATTAINED);
    await press('Today');
    await page.waitForFunction(`document.querySelector('#risk').textContent.startsWith('${TODAY}')`);
    expect(await texts('h1')).toEqual(['Nordwind IT']);
    expect(await texts('#membership')).toEqual(['GOLD, may buy SILVER and GOLD']);
    expect(await texts('#competencies li')).toEqual(ATTAINED);
  });

  it('keeps hypothetical statuses apart from real ones', async () => {
    await press('Without devops');
    await page.waitForSelector('#supposed li');
    expect(await texts('#supposed li')).toEqual(ATTAINED.filter((line) => !line.startsWith('DevOps')));
    expect(await texts('#competencies li')).toEqual(ATTAINED);
  });

  it('appends the next page of a list', async () => {
    const [first, second] = await texts('#people li');
    await press('More');
    await page.waitForFunction(`document.querySelectorAll('#people li').length === 4`);
    expect((await texts('#people li')).slice(0, 2)).toEqual([first, second]);
  });

  it('shows the effect of a command', async () => {
    await press('Rename');
    await page.waitForFunction(`document.querySelector('h1').textContent.endsWith(' AG')`);
    expect(await texts('#membership')).toEqual(['GOLD, may buy SILVER and GOLD']);
    expect(await texts('#competencies li')).toEqual(ATTAINED);
  });
});

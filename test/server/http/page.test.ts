import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import type { FirstTab } from '../../../server/http/first-tab';
import { createPageHandler, cspHash } from '../../../server/http/page';

describe('a page', () => {
  const firstTab: FirstTab = { document: '{ a }', headers: { authorization: 'secret' } };
  let renderings = 0;
  const app = Fastify();
  const render = ({ document, headers }: FirstTab) => {
    renderings += 1;
    return {
      html: JSON.stringify({ document, headers }),
      policy: { 'script-src': cspHash('alert(1)') },
    };
  };
  const chargedBytes: number[] = [];
  const options = {
    firstTab,
    proxies: 0,
    pay: (_request: unknown, bytes: number) => void chargedBytes.push(bytes),
  };
  app.get('/', createPageHandler(render, options));
  app.get('/open', createPageHandler(render, { ...options, firstTab: { ...firstTab, headers: {} } }));
  let address: string;
  beforeAll(async () => {
    address = await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => app.close());

  const open = async (headers: Record<string, string> = {}, path = '/') => {
    const response = await fetch(`${address}${path}`, { headers });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    };
  };
  /** Returns the raw bytes. fetch would add an Accept-Encoding header and decode the body. */
  const receive = async ({ accepted, known }: { accepted?: string; known?: string }) => {
    const headers = {
      ...(accepted !== undefined && { 'accept-encoding': accepted }),
      ...(known !== undefined && { 'if-none-match': known }),
    };
    const [answer] = (await once(get(address, { headers }), 'response')) as [IncomingMessage];
    const { statusCode: status, headers: responseHeaders } = answer;
    return {
      status,
      encoding: responseHeaders['content-encoding'],
      vary: responseHeaders['vary'],
      etag: String(responseHeaders['etag']),
      body: await buffer(answer),
    };
  };
  const proxied = { 'x-forwarded-for': '192.0.2.7' };

  it('is rendered and compressed once for this machine and once for all others', async () => {
    const [own] = await Promise.all([open(), open(), open(proxied), open(proxied)]);
    expect(renderings).toBe(2);
    expect(own?.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'gzip',
    });
    expect(own?.text).toContain('secret');
    expect((await open(proxied)).text).toBe('{"document":"{ a }","headers":{}}');
  });

  it.each([
    ['gzip', true],
    ['gzip, deflate, br', true],
    ['GZIP;q=0.5', true],
    ['x-gzip', true],
    ['*', true],
    ['br, *;q=0.1', true],
    ['gzip;q=1, *;q=0', true],
    ['gzip;q=0', false],
    ['gzip; q=0.000, br', false],
    ['gzip;q=0, *', false],
    ['*;q=0', false],
    ['gzip;q=much', false],
    ['br', false],
    ['gzipped', false],
    ['identity', false],
    ['', false],
    [undefined, false],
  ])('is compressed only for clients that accept gzip: %j', async (accepted, isCompressed) => {
    const { status, encoding, vary, body } = await receive(accepted === undefined ? {} : { accepted });
    const html = isCompressed ? gunzipSync(body) : body;
    expect([status, encoding, vary]).toEqual([200, isCompressed ? 'gzip' : undefined, 'accept-encoding']);
    expect(html.toString()).toBe('{"document":"{ a }","headers":{"authorization":"secret"}}');
  });

  it('has an ETag for each encoding', async () => {
    const compressed = await receive({ accepted: 'gzip' });
    const plain = await receive({});
    expect(compressed.etag).not.toBe(plain.etag);
    const statusOf = async (accepted: string, known: string) => (await receive({ accepted, known })).status;
    expect(await statusOf('gzip', compressed.etag)).toBe(304);
    expect(await statusOf('identity', plain.etag)).toBe(304);
    expect(await statusOf('identity', compressed.etag)).toBe(200);
    expect(await statusOf('gzip', plain.etag)).toBe(200);
    const { encoding, vary, body } = await receive({ accepted: 'gzip', known: compressed.etag });
    expect([encoding, vary, body.length]).toEqual([undefined, 'accept-encoding', 0]);
  });

  it('has a strict Content-Security-Policy', async () => {
    expect((await open()).headers['content-security-policy']).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';" +
        " script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='",
    );
  });

  it('is not sent again to a browser that has its ETag', async () => {
    const etag = String((await open()).headers['etag']);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const { status, headers, text } = await open({ 'if-none-match': known });
      expect([status, headers['etag'], text]).toEqual([304, etag, '']);
    }
    expect((await open({ 'if-none-match': '"other"' })).status).toBe(200);
    expect((await open({ 'if-none-match': etag, ...proxied })).status).toBe(200);
  });

  it('is charged by the bytes that are sent', async () => {
    chargedBytes.length = 0;
    const { body } = await receive({ accepted: 'gzip' });
    const { etag, body: plain } = await receive({});
    await receive({ known: etag });
    expect(chargedBytes).toEqual([body.length, plain.length]);
  });

  it('is always revalidated, and private when it shows headers', async () => {
    expect((await open()).headers['cache-control']).toBe('private, no-cache');
    expect((await open(proxied)).headers['cache-control']).toBe('no-cache');
    expect((await open({}, '/open')).headers['cache-control']).toBe('no-cache');
  });
});

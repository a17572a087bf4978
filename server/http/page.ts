import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addToVary } from './add-to-vary';
import { isOpenedOnThisMachine, type FirstTab } from './first-tab';
import type { PayForAnswer } from '../limits/pay-for-answer';

export interface Page {
  readonly html: string;
  readonly policy: Readonly<Record<string, string>>;
}

export interface PageOptions {
  readonly firstTab: FirstTab;
  readonly proxies: number;
  readonly pay: PayForAnswer;
}

export type PageHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/**
 * Only a browser on this machine gets the page with the headers of the first tab. Both variants are rendered once, on
 * first use, and revalidated by ETag. No shared cache may store the variant with headers.
 */
export function createPageHandler(
  render: (firstTab: FirstTab) => Page,
  { firstTab, proxies, pay }: PageOptions,
): PageHandler {
  const withHeaders = lazy(() => prepare(render(firstTab)));
  const withoutHeaders = lazy(() => prepare(render({ ...firstTab, headers: {} })));
  const hasHeaders = Object.keys(firstTab.headers).length > 0;
  return async (request, reply) => {
    const isLocal = hasHeaders && isOpenedOnThisMachine(request.raw, proxies);
    const { policy, compressed, plain } = await (isLocal ? withHeaders() : withoutHeaders());
    const { etag, encoding, body } = acceptsGzip(request.headers['accept-encoding']) ? compressed : plain;
    void addToVary(reply, 'accept-encoding').headers({
      etag,
      'cache-control': isLocal ? 'private, no-cache' : 'no-cache',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
    });
    if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    pay(request, body.length);
    if (encoding !== null) void reply.header('content-encoding', encoding);
    return reply.type('text/html; charset=utf-8').send(body);
  };
}

export function cspHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

interface PreparedPage {
  readonly policy: string;
  readonly compressed: Representation;
  readonly plain: Representation;
}

interface Representation {
  readonly etag: string;
  readonly encoding: 'gzip' | null;
  readonly body: Buffer;
}

const BASE_POLICY = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

async function prepare({ html, policy }: Page): Promise<PreparedPage> {
  const hash = createHash('sha256').update(html).digest('base64url');
  return {
    policy: Object.entries({ ...BASE_POLICY, ...policy })
      .map((directive) => directive.join(' '))
      .join('; '),
    compressed: { etag: `"${hash}-gzip"`, encoding: 'gzip', body: await promisify(gzip)(html) },
    plain: { etag: `"${hash}"`, encoding: null, body: Buffer.from(html) },
  };
}

/** RFC 9110 allows gzip for clients without an Accept-Encoding header, but such clients often cannot decode it. */
function acceptsGzip(acceptEncoding = ''): boolean {
  const weights = new Map(
    acceptEncoding.split(',').map((part) => {
      const [coding = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length);
      return [coding, weight === undefined ? 1 : Number(weight) || 0];
    }),
  );
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0;
}

function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  const etags = (ifNoneMatch ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return etags.includes(etag) || etags.includes('*');
}

function lazy<T>(create: () => T): () => T {
  let cached: { readonly value: T } | undefined;
  return () => (cached ??= { value: create() }).value;
}

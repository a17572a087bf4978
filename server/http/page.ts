import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addToVary } from './add-to-vary';
import { isOpenedOnThisMachine, type FirstTab } from './first-tab';
import type { PayForAnswer } from '../limits/pay-for-answer';

/** A page and the Content-Security-Policy that it runs under. */
export interface Page {
  readonly html: string;
  readonly policy: Readonly<Record<string, string>>;
}

export interface PageOptions {
  readonly firstTab: FirstTab;
  readonly proxies: number;
  readonly pay: PayForAnswer;
}

export type AnswerPage = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/**
 * Answers with a page whose first tab holds headers only for a browser on this machine. Each of the two forms is made
 * once, when it is first asked for, and revalidated by its ETag; the one with headers is stored by no shared cache. It is
 * compressed for clients that accept gzip.
 */
export function answerPage(
  render: (firstTab: FirstTab) => Page,
  { firstTab, proxies, pay }: PageOptions,
): AnswerPage {
  const withHeaders = once(() => prepare(render(firstTab)));
  const withoutHeaders = once(() => prepare(render({ ...firstTab, headers: {} })));
  const hasHeaders = Object.keys(firstTab.headers).length > 0;
  return async (request, reply) => {
    const isOwn = hasHeaders && isOpenedOnThisMachine(request.raw, proxies);
    const { policy, compressed, plain } = await (isOwn ? withHeaders() : withoutHeaders());
    const { etag, encoding, body } = acceptsGzip(request.headers['accept-encoding']) ? compressed : plain;
    void addToVary(reply, 'accept-encoding').headers({
      etag,
      'cache-control': isOwn ? 'private, no-cache' : 'no-cache',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
    });
    if (namesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    pay(request, body.length);
    if (encoding !== null) void reply.header('content-encoding', encoding);
    return reply.type('text/html; charset=utf-8').send(body);
  };
}

/** A source of a Content-Security-Policy: the inline script or style with this text. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

interface PreparedPage {
  readonly policy: string;
  readonly compressed: Representation;
  readonly plain: Representation;
}

/** The bytes of a page in one encoding. Caches tell representations by their ETags. */
interface Representation {
  readonly etag: string;
  readonly encoding: 'gzip' | null;
  readonly body: Buffer;
}

/** No page loads, embeds or sends anything that its own policy does not name, and no page may be framed. */
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

/** By RFC 9110 an absent header accepts any encoding, but clients that send none often cannot decode one. */
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

function namesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  const named = (ifNoneMatch ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return named.includes(etag) || named.includes('*');
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOpenedOnThisMachine, type FirstTab } from './first-tab';
import type { PayForAnswer } from '../limits/pay-for-answer';
import { prepareText, sendText, type PreparedText } from './prepared-text';

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
    const { policy, text } = await (isLocal ? withHeaders() : withoutHeaders());
    void reply.headers({
      'cache-control': isLocal ? 'private, no-cache' : 'no-cache',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
    });
    return sendText(request, reply, text, 'text/html; charset=utf-8', pay);
  };
}

export function cspHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

interface PreparedPage {
  readonly policy: string;
  readonly text: PreparedText;
}

const BASE_POLICY = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

async function prepare({ html, policy }: Page): Promise<PreparedPage> {
  return {
    policy: Object.entries({ ...BASE_POLICY, ...policy })
      .map((directive) => directive.join(' '))
      .join('; '),
    text: await prepareText(html),
  };
}

function lazy<T>(create: () => T): () => T {
  let cached: { readonly value: T } | undefined;
  return () => (cached ??= { value: create() }).value;
}

import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PayForAnswer } from '../limits/pay-for-answer';
import { addToVary } from './add-to-vary';

/** A text that is the same for many requests, compressed once and revalidated by ETag. */
export interface PreparedText {
  readonly compressed: Representation;
  readonly plain: Representation;
}

interface Representation {
  readonly etag: string;
  readonly encoding: 'gzip' | null;
  readonly body: Buffer;
}

export async function prepareText(text: string): Promise<PreparedText> {
  const hash = createHash('sha256').update(text).digest('base64url');
  return {
    compressed: { etag: `"${hash}-gzip"`, encoding: 'gzip', body: await promisify(gzip)(text) },
    plain: { etag: `"${hash}"`, encoding: null, body: Buffer.from(text) },
  };
}

/** The address pays for the answer, except for one that repeats what the client has. */
export function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  { compressed, plain }: PreparedText,
  type: string,
  pay: PayForAnswer,
): FastifyReply {
  const { etag, encoding, body } = acceptsGzip(request.headers['accept-encoding']) ? compressed : plain;
  void addToVary(reply, 'accept-encoding').header('etag', etag);
  if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  pay(request, body.length);
  if (encoding !== null) void reply.header('content-encoding', encoding);
  return reply.type(type).send(body);
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

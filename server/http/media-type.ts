import Negotiator from 'negotiator';

// The media types of GraphQL over HTTP. A client without a preference gets JSON.
export const JSON_TYPE = 'application/json; charset=utf-8';
export const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

export type MediaType = typeof JSON_TYPE | typeof GRAPHQL_TYPE;

const TYPES: readonly MediaType[] = [JSON_TYPE, GRAPHQL_TYPE];

const typeByHeader = new Map<string, MediaType | null>();
const MAX_HEADERS = 100;

/** Browsers send about 150 characters. Apollo takes 10 ms for the 5,000 types of a 16 kB header. */
const MAX_CHARACTERS = 1000;

export function isAcceptTooLong(accept: string | undefined): boolean {
  return accept !== undefined && accept.length > MAX_CHARACTERS;
}

/**
 * The response type that the Accept header prefers; null if the client accepts neither type or the header is too long.
 * A client that sends no header accepts anything (RFC 9110) and gets JSON.
 */
export function mediaTypeFor(accept: string | undefined): MediaType | null {
  if (isAcceptTooLong(accept)) return null;
  const header = accept ?? '';
  const cached = typeByHeader.get(header);
  if (cached !== undefined) return cached;
  const type = typeFor(header);
  if (typeByHeader.size >= MAX_HEADERS) typeByHeader.clear();
  typeByHeader.set(header, type);
  return type;
}

const HTML_TYPE = 'text/html';

export function prefersHtml(accept: string | undefined): boolean {
  return preferredType([...TYPES, HTML_TYPE], accept ?? '') === HTML_TYPE;
}

function typeFor(accept: string): MediaType | null {
  return preferredType(TYPES, accept);
}

/** An empty header accepts anything, like a missing header. Parameters are ignored: answers are always UTF-8. */
function preferredType<Type extends string>(types: readonly Type[], accept: string): Type | null {
  const header = accept.trim() === '' ? {} : { accept: accept.replaceAll(PARAMETERS, '') };
  const names = new Map(types.map((type) => [type.split(';')[0] ?? type, type]));
  const [preferred = ''] = new Negotiator({ headers: header }).mediaTypes([...names.keys()]);
  return names.get(preferred) ?? null;
}

/** Every media type parameter except the weight. */
const PARAMETERS = /;(?!\s*q\s*=)[^;,]*/gi;

import { describe, expect, it } from '@jest/globals';
import { GRAPHQL_TYPE, JSON_TYPE, mediaTypeFor, prefersHtml } from '../../../server/http/media-type';

const JSON_TYPES = 'application/json';
const GRAPHQL_TYPES = 'application/graphql-response+json';

describe('the media type of an answer', () => {
  it.each([
    ['sends no Accept header', undefined],
    ['sends an empty header', ''],
    ['accepts anything', '*/*'],
    ['accepts any application type', 'application/*'],
    ['accepts JSON', JSON_TYPES],
    ['accepts JSON in another charset', `${JSON_TYPES}; charset=latin1`],
    ['writes it in upper case', 'Application/JSON'],
    ['prefers JSON by weight', `${GRAPHQL_TYPES};q=0.5, ${JSON_TYPES}`],
    ['names JSON first', `${JSON_TYPES}, ${GRAPHQL_TYPES}`],
    ['excludes the newer type', `*/*, ${GRAPHQL_TYPES};q=0`],
    ['is a browser', 'text/html, */*;q=0.8'],
  ])('is JSON for a client that %s', (_who, accept) => {
    expect(mediaTypeFor(accept)).toBe(JSON_TYPE);
  });

  it.each([
    ['accepts the newer one only', GRAPHQL_TYPES],
    [
      'accepts both, as GraphQL over HTTP recommends',
      `${GRAPHQL_TYPES}; charset=utf-8, ${JSON_TYPES}; charset=utf-8`,
    ],
    ['weighs both', `${JSON_TYPES};q=0.9, ${GRAPHQL_TYPES}`],
    ['accepts anything and names the newer one', `*/*, ${GRAPHQL_TYPES}`],
    ['excludes JSON', `${JSON_TYPES};q=0, */*`],
  ])('is the newer type for a client that %s', (_who, accept) => {
    expect(mediaTypeFor(accept)).toBe(GRAPHQL_TYPE);
  });

  it.each(['text/html', 'application/xml, text/*', `${JSON_TYPES};q=0`, `${JSON_TYPES};q=nonsense`, ',;'])(
    'is null for a client that accepts "%s"',
    (accept) => expect(mediaTypeFor(accept)).toBeNull(),
  );
});

describe('HTML', () => {
  it.each([
    'text/html',
    'text/*',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8',
    `text/html, ${JSON_TYPES}`,
    `${JSON_TYPES};q=0.5, text/html`,
  ])('is preferred by a client that accepts "%s"', (accept) => {
    expect(prefersHtml(accept)).toBe(true);
  });

  it.each([
    undefined,
    '',
    '*/*',
    JSON_TYPES,
    `${JSON_TYPES}, text/html`,
    'text/html;q=0',
    'text/html;q=0.5, */*',
  ])('is not preferred by a client that accepts "%s"', (accept) => {
    expect(prefersHtml(accept)).toBe(false);
  });
});

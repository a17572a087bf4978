import {
  buildOnce,
  attack,
  jsonRequest,
  list,
  MEGABYTE,
  MAX_ALIASES,
  aliases,
  distinctDay,
  type Attack,
} from '../attack';
import type { AttackTargets } from '../data';
import { UNFINISHED } from '../outcome';

const LARGE_PIECES = { bytes: 65_536, milliseconds: 0 };
const ONE_BYTE = { bytes: 1, milliseconds: 0 };
const TRICKLE = { bytes: 1, milliseconds: 200 };

export function bodies({ organization, wordy }: AttackTargets): readonly Attack[] {
  return [
    attack(
      'anonymous',
      'a megabyte that is not JSON, in pieces',
      '400 BAD_REQUEST',
      buildOnce(() => ({ body: `{"query":"${'x'.repeat(MEGABYTE - 20)}`, pieces: LARGE_PIECES })),
    ),
    attack(
      'anonymous',
      'a megabyte of JSON, in pieces',
      '200',
      buildOnce(() => ({
        body: JSON.stringify({
          query: '{ __typename }',
          extensions: { x: list(45_000, () => 'x'.repeat(18)) },
        }),
        pieces: LARGE_PIECES,
      })),
    ),
    attack(
      'anonymous',
      'a megabyte of empty objects in an unknown member',
      ['400 TOO_MANY_ITEMS', UNFINISHED],
      buildOnce(() => ({
        body: JSON.stringify({ query: '{ __typename }', stranger: list(300_000, () => ({})) }),
      })),
      { inFlight: 30 },
    ),
    attack(
      'anonymous',
      'the maximum number of empty objects, in 30 requests',
      ['200', UNFINISHED],
      buildOnce(() => ({
        body: JSON.stringify({ query: '{ __typename }', extensions: { x: list(49_000, () => ({})) } }),
      })),
      { inFlight: 30 },
    ),
    attack(
      'anonymous',
      'a body larger than allowed, in pieces',
      ['413 BODY_TOO_LARGE', 'no answer'],
      buildOnce(() => ({ body: 'x'.repeat(3 * MEGABYTE), pieces: LARGE_PIECES })),
    ),
    attack(
      'anonymous',
      'a body larger than allowed, announced',
      ['413 BODY_TOO_LARGE', 'no answer'],
      buildOnce(() => ({ body: 'x'.repeat(3 * MEGABYTE) })),
    ),
    attack(
      'anonymous',
      'objects within objects, 45,000 deep',
      ['400 BAD_REQUEST', '200'],
      buildOnce(() => ({
        body: `{"query":"{ __typename }","extensions":${'{"a":'.repeat(45_000)}0${'}'.repeat(45_000)}}`,
      })),
    ),
    attack(
      'anonymous',
      '20,000 pieces of one byte',
      '200',
      buildOnce(() => ({
        body: JSON.stringify({ query: '{ __typename }', extensions: { x: 'x'.repeat(20_000) } }),
        pieces: ONE_BYTE,
      })),
    ),
    attack(
      'anonymous',
      '190 bodies that trickle in',
      UNFINISHED,
      () => ({ body: jsonRequest(`{ __typename } # ${'x'.repeat(300)}`).body, pieces: TRICKLE }),
      {
        inFlight: 190,
      },
    ),
    attack(
      'anonymous',
      '300 connections from one address',
      [UNFINISHED, 'no answer'],
      () => ({ body: jsonRequest('{ __typename }').body, pieces: TRICKLE }),
      { inFlight: 300, paidBy: 'nobody' },
    ),
    attack(
      'anonymous',
      '50 small queries in flight',
      ['200', UNFINISHED],
      (n) => jsonRequest(`{ organization(by: { key: "wordy-${1000 + (n % 100)}" }) { name city } }`),
      {
        inFlight: 50,
      },
    ),
    attack(
      'admin',
      '45 small queries in flight, each a new document',
      ['200', UNFINISHED],
      (n) => jsonRequest(`{ viewer { roles } t${n}: __typename }`),
      { inFlight: 45 },
    ),
    attack(
      'admin',
      '45 long documents in flight, each a new one',
      ['200', UNFINISHED],
      (n) => jsonRequest(`query q${n} { ${aliases(() => `viewer { ${'roles __typename '.repeat(45)} }`)} }`),
      { inFlight: 45 },
    ),
    attack(
      'anonymous',
      '190 long bodies that stall',
      [UNFINISHED, 'no answer'],
      () => ({
        body: jsonRequest(`{ __typename } # ${'x'.repeat(25_000)}`).body,
        pieces: { bytes: 1, milliseconds: 60_000 },
      }),
      { inFlight: 190 },
    ),
    attack(
      'admin',
      '30 requests for 15 days in flight',
      ['200', UNFINISHED],
      (n) =>
        jsonRequest(
          `{ organization(by: { id: "${organization}" }) { ${aliases((i) => `competencies(on: "${distinctDay(i, n)}") { attainedLevel nextChangeOn }`)} } }`,
        ),
      { inFlight: 30 },
    ),
    attack(
      'anonymous',
      '20 long answers that nobody reads',
      [UNFINISHED, 'no answer'],
      buildOnce(() => ({
        ...jsonRequest(
          `{ nodes(ids: ${JSON.stringify(wordy.slice(0, 50))}) { ... on Organization { ${aliases(() => 'description', MAX_ALIASES)} } } }`,
        ),
        isUnread: true,
      })),
      { inFlight: 20 },
    ),
    attack('anonymous', '700 headers', '200', () => ({
      ...jsonRequest('{ __typename }'),
      headers: Object.fromEntries(list(700, (i) => [`x${i}`, 'a'])),
    })),
  ];
}

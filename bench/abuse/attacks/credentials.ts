import { buildOnce, attack, jsonRequest, list, MEGABYTE, type Attack, type AttackRequest } from '../attack';
import { SILENT_ISSUER, WITHOUT_POINTS } from '../settings';

const ISSUER = 'https://identity.bench.example';
const WRONG = { paidBy: 10 } as const;
const FREE = { on: WITHOUT_POINTS, paidBy: 'nobody' } as const;

export function credentials(): readonly Attack[] {
  return [
    attack(
      'anonymous',
      'tokens with wrong signatures',
      '401 UNAUTHENTICATED',
      (n) => withToken('bench', n),
      WRONG,
    ),
    attack(
      'anonymous',
      'tokens with unknown key ids',
      '401 UNAUTHENTICATED',
      (n) => withToken(`key-${n}`, n),
      WRONG,
    ),
    attack(
      'anonymous',
      'tokens of 10 kB',
      '401 UNAUTHENTICATED',
      (n) => withToken('bench', n, 'x'.repeat(7_000)),
      WRONG,
    ),
    attack(
      'anonymous',
      'malformed tokens',
      '401 UNAUTHENTICATED',
      (n) => bearer(`${'x.'.repeat(4_000)}${n}`),
      WRONG,
    ),
    attack(
      'anonymous',
      'unknown API keys',
      '401 UNAUTHENTICATED',
      (n) => bearer(`lrl_${String(n).padStart(38, '0')}`),
      WRONG,
    ),
    attack(
      'anonymous',
      'wrong tokens with bodies of a megabyte',
      ['401 UNAUTHENTICATED', 'no answer'],
      (n) => ({ ...withToken('bench', n), body: bigBody().body }),
      { paidBy: 19 },
    ),
    attack('anonymous', 'tokens that cannot be checked', '503 UNAVAILABLE', (n) => withToken('bench', n), {
      on: SILENT_ISSUER,
      ...WRONG,
    }),
    attack('anonymous', 'small queries', '429 RATE_LIMITED', () => jsonRequest('{ __typename }'), FREE),
    attack(
      'admin',
      'small queries with a token',
      '429 RATE_LIMITED',
      () => jsonRequest('{ __typename }'),
      FREE,
    ),
    attack('anonymous', 'bodies of a megabyte', ['429 RATE_LIMITED', 'no answer'], () => bigBody(), FREE),
    attack(
      'anonymous',
      'bodies of a megabyte in pieces',
      ['429 RATE_LIMITED', 'no answer'],
      () => ({ ...bigBody(), pieces: { bytes: 65_536, milliseconds: 0 } }),
      FREE,
    ),
    attack(
      'anonymous',
      'wrong tokens',
      ['401 UNAUTHENTICATED', '429 RATE_LIMITED'],
      (n) => withToken('bench', n),
      FREE,
    ),
    attack('anonymous', 'broken JSON', '429 RATE_LIMITED', () => ({ body: '{"query":' }), FREE),
  ];
}

const bigBody = buildOnce(() =>
  jsonRequest('{ __typename }', { x: list(150, () => 'x'.repeat(MEGABYTE / 160)) }),
);

function withToken(key: string, number: number, extra = ''): AttackRequest {
  const claims = { iss: ISSUER, aud: 'laurel', sub: `x${number}`, exp: 4e9, extra };
  const parts = [JSON.stringify({ alg: 'ES256', kid: key }), JSON.stringify(claims), 'x'.repeat(64)];
  return bearer(parts.map((part) => Buffer.from(part).toString('base64url')).join('.'));
}

function bearer(credential: string): AttackRequest {
  return { ...jsonRequest('{ __typename }'), headers: { authorization: `Bearer ${credential}` } };
}

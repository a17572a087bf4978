import { describe, expect, it } from '@jest/globals';
import { isOpenedOnThisMachine } from '../../../server/http/first-tab';

interface Opening {
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly httpVersion?: string;
  readonly proxies?: number;
}

function isOpened({ from = '127.0.0.1', headers = {}, httpVersion = '1.1', proxies = 0 }: Opening): boolean {
  const socket = { remoteAddress: from };
  return isOpenedOnThisMachine(
    { socket, httpVersion, headers: { host: 'localhost:4000', ...headers } },
    proxies,
  );
}

describe('isOpenedOnThisMachine', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('accepts the address %s', (from) => {
    expect(isOpened({ from })).toBe(true);
  });

  it.each(['localhost', 'LOCALHOST:80', '127.0.0.1:4000', '[::1]:4000'])('accepts the host %s', (host) => {
    expect(isOpened({ headers: { host } })).toBe(true);
  });

  it.each(['192.0.2.7', '10.0.0.1', '::ffff:192.0.2.7', '2001:db8::1'])('rejects the address %s', (from) => {
    expect(isOpened({ from })).toBe(false);
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:4000',
    'localhost:4000@evil.example',
    '',
  ])('rejects the host "%s", which DNS rebinding could use', (host) => {
    expect(isOpened({ headers: { host } })).toBe(false);
  });

  it.each([
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded',
    'forwarded',
    'via',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
  ])('rejects a proxy that sends %s, with any value', (header) => {
    expect(isOpened({ headers: { [header]: '127.0.0.1' } })).toBe(false);
  });

  it('rejects every request when proxies are configured', () => {
    expect(isOpened({ proxies: 1 })).toBe(false);
  });

  it('rejects a script of another origin', () => {
    expect(isOpened({ headers: { origin: 'https://evil.example' } })).toBe(false);
  });

  it('rejects HTTP/1.0, which proxies speak and browsers do not', () => {
    expect(isOpened({ httpVersion: '1.0' })).toBe(false);
  });
});

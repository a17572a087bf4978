import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';

/** The first tab of Sandbox and GraphiQL. In a demonstration, its headers contain a token. */
export interface FirstTab {
  readonly document: string;
  readonly headers: Readonly<Record<string, string>>;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const PROXY_HEADER = /^(via|forwarded|x-forwarded(-.+)?|x-(real|client)-ip|(true-client|cf-connecting)-ip)$/;

interface ReceivedMessage extends Pick<IncomingMessage, 'headers' | 'httpVersion'> {
  readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'>;
}

/**
 * A loopback address alone does not prove that the browser runs on this machine: a local proxy forwards remote clients,
 * a foreign host name can resolve to this machine (DNS rebinding), and a script from another origin can read the page
 * when CORS allows every origin.
 */
export function isOpenedOnThisMachine(
  { socket, headers, httpVersion }: ReceivedMessage,
  proxies: number,
): boolean {
  const { remoteAddress = '' } = socket;
  return (
    proxies === 0 &&
    LOOPBACK.check(remoteAddress, isIPv6(remoteAddress) ? 'ipv6' : 'ipv4') &&
    LOOPBACK_HOST.test(headers.host ?? '') &&
    headers.origin === undefined &&
    // By default, nginx adds no proxy header but uses HTTP/1.0.
    httpVersion === '1.1' &&
    !Object.keys(headers).some((name) => PROXY_HEADER.test(name))
  );
}

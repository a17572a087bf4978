import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network that callers at an address share: an IPv4 address itself, or the /64 of an IPv6 address, in which a single
 * customer has 2^64 addresses. A proxy that adds anything but an address makes all its callers one.
 */
export function networkOf(address: string): string {
  if (isIPv4(address)) return address;
  const plain = withoutPort(address);
  const mapped = /^::ffff:([\d.]+)$/i.exec(plain)?.[1] ?? plain;
  if (isIPv4(mapped)) return mapped;
  return isIPv6(plain) ? `${firstGroups(plain, 4).join(':')}::/64` : 'unknown';
}

/** Some proxies add the port to the address: `192.0.2.1:50000`, `[2001:db8::1]:50000`. */
function withoutPort(address: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
}

function firstGroups(address: string, count: number): readonly string[] {
  // An IPv4 address at the end stands for the last two groups, a zone (`%eth0`) for none.
  const [plain = ''] = address.replace(/[\d.]+\.[\d.]+$/, '0:0').split('%');
  const [head = [], tail = []] = plain.split('::').map(groupsOf);
  const omitted = new Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...omitted, ...tail].slice(0, count);
}

function groupsOf(part: string): readonly string[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16).toString(16));
}

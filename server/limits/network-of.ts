import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network that limits apply to: the IPv4 address itself, or the /64 of an IPv6 address, because a customer usually
 * has a whole /64. All values that are not addresses count as one network.
 */
export function networkOf(address: string): string {
  if (isIPv4(address)) return address;
  const bareAddress = withoutPort(address);
  const mapped = /^::ffff:([\d.]+)$/i.exec(bareAddress)?.[1] ?? bareAddress;
  if (isIPv4(mapped)) return mapped;
  return isIPv6(bareAddress) ? `${firstGroups(bareAddress, 4).join(':')}::/64` : 'unknown';
}

/** Some proxies add the port to the address: `192.0.2.1:50000`, `[2001:db8::1]:50000`. */
function withoutPort(address: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
}

function firstGroups(address: string, count: number): readonly string[] {
  // A trailing IPv4 address counts as two groups. A zone (`%eth0`) is not part of the address.
  const [withoutZone = ''] = address.replace(/[\d.]+\.[\d.]+$/, '0:0').split('%');
  const [head = [], tail = []] = withoutZone.split('::').map(groupsOf);
  const omitted = new Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...omitted, ...tail].slice(0, count);
}

function groupsOf(part: string): readonly string[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16).toString(16));
}

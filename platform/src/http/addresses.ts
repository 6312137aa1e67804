import type { Server } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import type { ServerSettings } from './server.config.js';

/** What an address is counted by: an IPv6 client has a whole subnet of addresses, whose first four groups count. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const left = 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const whole = address.includes('::') ? [...groups, ...Array<string>(Math.max(0, left)).fill('0')] : groups;
  return whole.slice(0, 4).join(':');
}

/**
 * Closes a connection whose address has as many open as it may; an IPv6 client counts with its subnet, a trusted proxy not at all.
 * @param closed - called for each that is closed
 */
export function boundAddresses(
  server: Server,
  {
    maxConnectionsPerAddress: most,
    trustedProxies,
  }: Pick<ServerSettings, 'maxConnectionsPerAddress' | 'trustedProxies'>,
  closed: () => void,
): void {
  const open = new Map<string, number>();
  const proxies = listOf(trustedProxies);
  server.on('connection', (socket) => {
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
    if (proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return;
    const network = networkOf(address);
    const count = open.get(network) ?? 0;
    if (count >= most) {
      closed();
      socket.destroy();
      return;
    }
    open.set(network, count + 1);
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left === 0) open.delete(network);
      else open.set(network, left);
    });
  });
}

function listOf(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', bits] = subnet.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

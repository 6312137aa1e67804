import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

/** A host that notices may not be sent to. */
export class RefusedHost extends Error {
  override readonly name = 'RefusedHost';
}

/** Networks that no server of the public internet has an address of (RFC 6890 and those that map to them). */
const PRIVATE: readonly (readonly [address: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** The one network of IPv6 that servers of the public internet have addresses of. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');

const list = new BlockList();
for (const [address, prefix] of PRIVATE) list.addSubnet(address, prefix, 'ipv4');
// Within the global network: documentation, benchmarks, and what maps to IPv4 (6to4, Teredo).
for (const [address, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  list.addSubnet(address, prefix, 'ipv6');

/** Whether an address is not one of the public internet. */
export function isPrivate(address: string): boolean {
  if (!isIPv6(address)) return list.check(address, 'ipv4');
  return !GLOBAL.check(address, 'ipv6') || list.check(address, 'ipv6');
}

/**
 * Refuses a host that is written as a private address; a name is resolved when it is connected to.
 * @throws RefusedHost
 */
export function requirePublicLiteral(hostname: string): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isPrivate(host))
    throw new RefusedHost('The address is not one of the public internet.');
}

/** Resolves names of public hosts only: the addresses that are checked are those that are connected to. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, found) => {
    const addresses = found;
    if (error) return callback(error, '', 0);
    if (addresses.length === 0 || addresses.some(({ address }) => isPrivate(address)))
      return callback(
        new RefusedHost('The name resolves to an address that is not one of the public internet.'),
        '',
        0,
      );
    if (options.all === true) return callback(null, addresses, 0);
    const [{ address, family }] = addresses as [LookupAddress];
    callback(null, address, family);
  });
};

import { BlockList, isIP } from 'node:net';

interface Subnet {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly bits: number;
}

const BITS = { ipv4: 32, ipv6: 128 } as const;

/** An address, or a subnet such as `10.0.0.0/8`; undefined for any other text. */
function subnetOf(text: string): Subnet | undefined {
  const [address = '', length, ...others] = text.split('/');
  const version = isIP(address);
  if (version === 0 || others.length > 0 || address.includes('%')) return undefined;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  const bits = length === undefined ? BITS[family] : /^\d{1,3}$/.test(length) ? Number(length) : Infinity;
  return bits <= BITS[family] ? { address, family, bits } : undefined;
}

/** Whether a text is an address or a subnet. */
export const isSubnet = (text: unknown): boolean => typeof text === 'string' && subnetOf(text) !== undefined;

/** Whether an address is in one of the subnets; an IPv4 address in the form of IPv6 is the IPv4 address. */
export function isWithin(address: string, subnets: readonly string[]): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  if (version === 0) return false;
  return listOf(subnets.flatMap((text) => subnetOf(text) ?? [])).check(
    plain,
    version === 6 ? 'ipv6' : 'ipv4',
  );
}

/** Whether every address of a subnet is in one of the others. */
export function isPartOf(text: string, subnets: readonly string[]): boolean {
  const inner = subnetOf(text);
  if (!inner) return false;
  const wider = subnets.flatMap((one) => subnetOf(one) ?? []).filter(({ bits }) => bits <= inner.bits);
  return listOf(wider).check(inner.address, inner.family);
}

function listOf(subnets: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const { address, bits, family } of subnets) list.addSubnet(address, bits, family);
  return list;
}

import type { Booted } from './support/boot.js';
import { DAY, HOUR, NOW, boot, demoOrganization } from './support/boot.js';

let booted: Booted;

beforeEach(async () => {
  booted = await boot({ seed: 'large' });
});

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly status: string;
  readonly expires_at: string | null;
  readonly created_by: { readonly id: string } | null;
}

const all = async (path: string): Promise<Listed[]> => (await booted.get(path, { limit: 1000 })).body.data;
const dayOf = (ago: number): string => `${new Date(NOW - ago * DAY).toISOString().slice(0, 10)}T00:00:00Z`;

it('has 300 members, each with an address of its own', async () => {
  const members = await all('/users');

  expect(members).toHaveLength(300);
  expect(new Set(members.map(({ email }) => email)).size).toBe(300);
  expect(Math.max(...members.map(({ name }) => name.length))).toBe(200);
  expect(members.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      '<img src=x onerror=alert(1)>',
      "=cmd|' /C calc'!A0",
      'ليلى عبد الرحمن',
      '__proto__',
    ]),
  );
});

it('has as many records as the README says', async () => {
  const { workspaces, apiKeys, invites } = demoOrganization(booted);

  expect([workspaces.size, apiKeys.size, invites.size]).toEqual([37, 290, 70]);
});

it('has members without a workspace', async () => {
  const { members, workspaceRoles } = demoOrganization(booted);
  const placed = new Set([...workspaceRoles.values()].flatMap((roles) => [...roles.keys()]));

  const outside = members.filter(({ id, role }) => role !== 'admin' && role !== 'billing' && !placed.has(id));

  expect(outside.length).toBeGreaterThan(10);
});

it('has active keys that were never used, are unused for 60 days, expire soon, or whose maker left', async () => {
  const keys = (await all('/api_keys')).filter(({ status }) => status === 'active');
  const members = new Set((await all('/users')).map(({ id }) => id));
  const usedSince = new Map<string, number>();
  for (const { api_key_id: id, until } of demoOrganization(booted).streams)
    if (id) usedSince.set(id, Math.max(until, usedSince.get(id) ?? 0));
  const soon = NOW + 31 * DAY;

  const counts = {
    neverUsed: keys.filter(({ id }) => !usedSince.has(id)).length,
    unused: keys.filter(({ id }) => (usedSince.get(id) ?? Infinity) <= NOW - 60 * DAY + HOUR * 12).length,
    expiring: keys.filter(({ expires_at }) => expires_at && Date.parse(expires_at) < soon).length,
    ofPeopleWhoLeft: keys.filter(({ created_by }) => created_by && !members.has(created_by.id)).length,
  };

  expect(counts).toEqual({ neverUsed: 30, unused: 48, expiring: 30, ofPeopleWhoLeft: 18 });
});

it('has a day that cost several times as much as the others', async () => {
  const { body } = await booted.get('/cost_report', {
    starting_at: dayOf(20),
    ending_at: dayOf(1),
    limit: 31,
  });
  const costs: number[] = body.data.map(({ results }: { results: { amount: string }[] }) =>
    Number(results[0]?.amount),
  );
  const [highest = 0, second = 0] = costs.sort((one, other) => other - one);

  expect(highest).toBeGreaterThan(3 * second);
});

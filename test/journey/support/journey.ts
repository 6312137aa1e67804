import { bootDropIn } from '../../drop-in/support/boot-drop-in.js';
import type { Open } from './door.js';
import { audit, type Entry } from './operator.js';
import { live, type Story } from './story.js';

/** One story through one door: what was told, what reached the API, and what was written down. */
export interface Journey {
  readonly story: Story;
  readonly requests: readonly { method: string; path: string; query: object; body: unknown }[];
  readonly audit: readonly Entry[];
}

/** Makes the journey on a platform and a simulator of its own, whose clock stands still. */
export async function journey(open: Open): Promise<Journey> {
  const world = await bootDropIn();
  const before = world.simulator.journal.entries().length;
  const door = await open(world);
  try {
    const story = await live(world, door);
    const requests = world.simulator.journal
      .entries()
      .slice(before)
      .map(({ method, path, query, body }) => ({ method, path, query, body }));
    return { story, requests, audit: await audit(world) };
  } finally {
    await door.close();
    await world.close();
  }
}

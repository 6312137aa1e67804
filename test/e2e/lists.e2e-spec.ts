import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated } from '../support/boot-simulated.js';

it('5,000 members in pages of 1,000 come once each while members are removed under the pull', async () => {
  const { connector, simulator, close } = await bootSimulated();
  const { members } = simulator.state.organization(simulator.demo.organizationId);
  const [someone] = members.values();
  for (let nth = members.size; nth < 5000; nth += 1) {
    const id = `user_01Crowd${String(nth).padStart(5, '0')}`;
    members.insert({ ...someone!, id, email: `crowd${nth}@example.com`, role: 'user' });
  }

  const removeTheCursor = ({ items }: { items: number }): void => {
    // The list begins with the newest.
    const here = [...members.values()].toReversed();
    // What was read last is the cursor of the next page; what lies ahead stays.
    members.remove(here[items - 1 - removed.length]!.id);
    removed.push(items);
  };
  const removed: number[] = [];
  const outcome = await connector.invoke(
    'users_list',
    { limit: 1000 },
    { ...CONTEXT, all: true, onProgress: removeTheCursor },
  );
  await close();

  const read = outcome.ok ? outcome.data.data.map(({ id }) => id) : [];
  expect([read.length, new Set(read).size, removed]).toEqual([5000, 5000, [1000, 2000, 3000, 4000, 5000]]);
});

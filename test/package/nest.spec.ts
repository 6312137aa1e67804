import { jest } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../platform/support/started.js';
import { nestApplication } from './support/applications.js';
import { run, serve } from './support/run.js';

// The first run on a machine installs Nest.
jest.setTimeout(300_000);

describe.each([11, 12] as const)('a new application on Nest %i', (major) => {
  let application: string;
  beforeAll(async () => {
    application = await nestApplication(major);
  });
  afterAll(() => rmSync(application, { recursive: true, force: true }));

  it('passes its own tests, in which the connector calls the simulator', async () => {
    await run(application, ['npm', 'test']);
    await run(application, ['npm', 'run', 'test:e2e']);
  });

  it('builds, starts and answers with what the connector gets from the simulator beside it', async () => {
    await run(application, ['npm', 'run', 'build']);
    const [port = 0] = await freePorts(1);
    const command = join(application, 'node_modules/.bin/anthropic-admin-simulator');
    const simulator = await serve(application, [command, '--port', '0'], /http:\S+/);
    const app = await serve(application, ['npm', 'run', 'start:prod'], /successfully started/, {
      ANTHROPIC_BASE_URL: simulator.line,
      PORT: String(port),
    });

    const response = await fetch(`http://127.0.0.1:${port}/admins`);

    expect(await response.json()).toHaveLength(4);
    await app.stop();
    await simulator.stop();
  });
});

import { rmSync } from 'node:fs';
import { freePort } from '../../scripts/free-port.mjs';
import { nestApplication } from './support/applications.js';
import { answers, run, serve, serveSimulator } from './support/run.js';

// The first run on a machine installs Nest.
jest.setTimeout(600_000);

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
    const port = await freePort();
    const simulator = await serveSimulator(application);
    const env = { ANTHROPIC_BASE_URL: simulator.url, PORT: String(port) };
    const url = `http://127.0.0.1:${port}/admins`;
    const app = await serve(application, [process.execPath, 'dist/main.js'], () => answers(url), env);

    const response = await fetch(url);

    expect(await response.json()).toHaveLength(4);
    await app.stop();
    await simulator.stop();
  });
});

#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { DEMO_ADMIN_KEY, createSimulator } from './index.js';
import type { SimulatorOptions } from './index.js';

const USAGE = `anthropic-admin-simulator [options]
  --port <n>                  port to listen on; 0 selects a free port (default: 4010)
  --host <name>               address to listen on (default: 127.0.0.1)
  --seed <n|large>            seed of the ids and amounts, or large: 300 members (default: 1)
  --requests-per-minute <n>   rate limit per organization (default: none)
  --control                   enable the control routes under /__sim/
  --help                      show this text`;

try {
  await run();
} catch (error) {
  process.stderr.write(`anthropic-admin-simulator: ${explain(error)}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      seed: { type: 'string', default: '1' },
      'requests-per-minute': { type: 'string' },
      control: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const rate = values['requests-per-minute'];
  const options: SimulatorOptions = {
    host: values.host,
    control: values.control,
    port: wholeNumber('port', values.port, { max: 65_535 }),
    seed: values.seed === 'large' ? 'large' : wholeNumber('seed', values.seed, { or: ', or large' }),
    ...(rate === undefined ? {} : { requestsPerMinute: wholeNumber('requests-per-minute', rate) }),
  };
  const simulator = await createSimulator(options);
  process.stdout.write(`Simulated Admin API on ${simulator.url}\nAdmin key: ${DEMO_ADMIN_KEY}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

function wholeNumber(flag: string, text: string, { max = Number.MAX_SAFE_INTEGER, or = '' } = {}): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > max)
    throw new Error(`--${flag} must be an integer from 0 to ${max}${or}; received '${text}'`);
  return number;
}

function explain(error: unknown): string {
  const { code, message = String(error) } = error as { code?: string; message?: string };
  if (code === 'EADDRINUSE')
    return `${message.replace('listen EADDRINUSE: ', '')}; select another port with --port`;
  return message.split('. ')[0] ?? message;
}

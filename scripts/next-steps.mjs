/* `npm run -s next-steps`: a token, curl commands and a second person's link for the platform that `npm start` runs (--live: `npm run start:live`). */
import { buildWhenStale } from './build-when-stale.mjs';
import { platformAddress, simulatorAddress } from './start/addresses.mjs';
import { answers } from './start/answers.mjs';
import { nextSteps, nextStepsLive } from './start/next-steps.mjs';
import { demoToken, portalLink } from './start/platform-commands.mjs';

const live = process.argv.includes('--live');

try {
  process.stdout.write(await (live ? stepsLive() : steps()));
} catch (error) {
  process.stderr.write(`next-steps: ${error.message}\n`);
  process.exitCode = 1;
}

async function steps() {
  const platform = await running('npm start');
  const simulator = simulatorAddress().url;
  const demo = `${simulator}/__sim/demo`;
  if (!(await answers(demo))) {
    throw new Error(
      `Nothing answers on ${simulator}. Run npm start, or add -- --live for npm run start:live.`,
    );
  }
  buildWhenStale(['simulator', 'platform']);
  const { DEMO_ADMIN_KEY: key } = await import('anthropic-admin-simulator');
  const { activeApiKeyId: apiKeyId } = await (await fetch(demo)).json();
  const second = await portalLink(platform, 'second-person');
  return nextSteps({ platform, simulator, key, apiKeyId, token: await demoToken(), second });
}

async function stepsLive() {
  const platform = await running('npm run start:live');
  buildWhenStale(['platform']);
  return nextStepsLive({ platform, token: await demoToken() });
}

async function running(command) {
  const { url } = platformAddress();
  if (await answers(`${url}/health`)) return url;
  throw new Error(`Nothing answers on ${url}. Run ${command} first, with the same HOST and PORT.`);
}

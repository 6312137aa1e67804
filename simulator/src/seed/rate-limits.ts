import type { LimiterType, RateLimit } from '../state/rate-limit.js';
import type { SeedContext } from './context.js';

type RateLimitPlan = readonly [
  group: RateLimit['group'],
  models: readonly string[] | null,
  limits: RateLimit['limits'],
];

const MODEL_LIMITERS = [
  'requests_per_minute',
  'input_tokens_per_minute_cache_aware',
  'output_tokens_per_minute',
] as const;

const modelGroup = (
  name: string,
  models: readonly string[],
  amounts: readonly [requests: number, input: number, output: number],
): RateLimitPlan => [
  { id: name.toLowerCase().replaceAll(' ', '_'), type: 'model_group', display_name: name },
  models,
  MODEL_LIMITERS.map((type, index) => ({ type, value: amounts[index] as number })),
];

const apiGroup = (type: RateLimit['group']['type'], limiter: LimiterType, value: number): RateLimitPlan => [
  { id: type, type },
  null,
  [{ type: limiter, value }],
];

const PLANS: readonly RateLimitPlan[] = [
  modelGroup('Claude Opus 5', ['claude-opus-5-5', 'claude-opus-5'], [2_000, 800_000, 160_000]),
  modelGroup('Claude Opus 4', ['claude-opus-4-8', 'claude-opus-4-5'], [2_000, 800_000, 160_000]),
  modelGroup('Claude Sonnet 5', ['claude-sonnet-5-5', 'claude-sonnet-5'], [4_000, 2_000_000, 400_000]),
  modelGroup('Claude Sonnet 4', ['claude-sonnet-4-6', 'claude-sonnet-4-5'], [4_000, 2_000_000, 400_000]),
  modelGroup('Claude Haiku', ['claude-haiku-5-5', 'claude-haiku-4-5'], [4_000, 4_000_000, 800_000]),
  apiGroup('batch', 'requests_per_minute', 4_000),
  apiGroup('token_count', 'requests_per_minute', 8_000),
  apiGroup('files', 'requests_per_minute', 1_000),
  apiGroup('skills', 'requests_per_minute', 500),
  apiGroup('web_search', 'tool_uses_per_second', 30),
];

/** Adds the rate limits of an organization, and an override in the workspace Staging. */
export function seedRateLimits({ organization, ids }: SeedContext): void {
  for (const [group, models, limits] of PLANS) {
    organization.rateLimits.insert({ id: ids('rl_'), group, models, limits });
  }
  const staging = organization.workspaces.find(({ name }) => name === 'Staging');
  const first = organization.rateLimits.values()[0];
  if (!staging || !first) return;
  const overrides = new Map<LimiterType, number>([['requests_per_minute', 100]]);
  organization.workspaceRateLimits.set(staging.id, new Map([[first.id, overrides]]));
}

import type { DayShape, Stream } from '../usage/stream.js';

/** How a workspace, a person or a service account uses Claude. */
export interface UsageProfile {
  readonly family: 'opus' | 'sonnet' | 'haiku';
  /** The usage of a working day, as a percentage of `TYPICAL_DAY`. */
  readonly size: number;
  readonly product?: Stream['product'];
  readonly tier?: Stream['service_tier'];
  readonly context?: Stream['context_window'];
  readonly geo?: 'global' | 'us';
  readonly speed?: Stream['speed'];
  readonly shape?: DayShape;
  readonly weekend?: number;
  readonly growth?: number;
  readonly searches?: number;
  readonly codeMinutes?: number;
  readonly sessionMinutes?: number;
}

const OFFICE = { shape: 'office', weekend: 0.12 } as const;
const NIGHT = { shape: 'night', weekend: 0.9, tier: 'batch', product: 'message_batches_api' } as const;
const ROUND_THE_CLOCK = { shape: 'steady', weekend: 0.75 } as const;

/** Profiles by workspace name; every key of the workspace has all of them. */
export const WORKSPACE_PROFILES: Readonly<Record<string, readonly UsageProfile[]>> = {
  Production: [
    { family: 'sonnet', size: 420, ...ROUND_THE_CLOCK, growth: 0.9 },
    { family: 'haiku', size: 260, ...ROUND_THE_CLOCK, growth: 1.2 },
    { family: 'sonnet', size: 80, ...ROUND_THE_CLOCK, tier: 'priority', growth: 0.5 },
  ],
  Staging: [{ family: 'sonnet', size: 22, ...OFFICE }],
  'Legacy Chatbot': [{ family: 'haiku', size: 90, ...ROUND_THE_CLOCK, growth: -0.3 }],
  'Data Pipeline': [
    { family: 'haiku', size: 520, ...NIGHT, growth: 0.7 },
    { family: 'sonnet', size: 140, ...NIGHT, growth: 0.4 },
  ],
  Evaluation: [
    { family: 'opus', size: 60, ...NIGHT, growth: 0.3 },
    { family: 'sonnet', size: 45, ...OFFICE, codeMinutes: 90 },
  ],
  'Claude Code': [{ family: 'opus', size: 70, ...OFFICE, product: 'claude_code', growth: 1.1 }],
  Hackathon: [{ family: 'sonnet', size: 55, ...OFFICE, codeMinutes: 40 }],
  'Enterprise Search': [
    { family: 'haiku', size: 240, ...ROUND_THE_CLOCK, searches: 850, growth: 0.8 },
    { family: 'sonnet', size: 60, ...OFFICE, searches: 210 },
  ],
  'Legal Review': [
    { family: 'opus', size: 34, ...OFFICE, geo: 'us', context: '200k-1M' },
    { family: 'sonnet', size: 28, ...OFFICE, geo: 'us' },
  ],
  'Mobile App': [{ family: 'haiku', size: 310, ...ROUND_THE_CLOCK, weekend: 1.25, growth: 1.6 }],
  Agents: [
    {
      family: 'opus',
      size: 85,
      ...ROUND_THE_CLOCK,
      product: 'managed_agents_api',
      sessionMinutes: 640,
      growth: 2,
    },
    { family: 'sonnet', size: 70, ...OFFICE, codeMinutes: 260, searches: 90 },
  ],
  'Internal Tools': [{ family: 'sonnet', size: 36, ...OFFICE }],
  Default: [
    { family: 'sonnet', size: 12, ...OFFICE, growth: 0.1 },
    { family: 'opus', size: 3, ...OFFICE, speed: 'fast' },
  ],
};

/** The usage of a developer's personal key. */
export const DEVELOPER_PROFILES: readonly UsageProfile[] = [
  { family: 'sonnet', size: 9, ...OFFICE, searches: 6 },
];

/** The usage of a Claude Code key. */
export const CLAUDE_CODE_PROFILES: readonly UsageProfile[] = [
  { family: 'opus', size: 26, ...OFFICE, product: 'claude_code', growth: 1.3 },
  { family: 'haiku', size: 8, ...OFFICE, product: 'claude_code', growth: 1.3 },
];

/** The usage of a service account. */
export const SERVICE_PROFILES: readonly UsageProfile[] = [{ family: 'haiku', size: 48, ...ROUND_THE_CLOCK }];

/** Usage in the Console, without an API key. */
export const CONSOLE_PROFILES: readonly UsageProfile[] = [
  { family: 'opus', size: 2, ...OFFICE, product: 'claude_console', growth: 0.2 },
];

/** The token counts of a typical day, in the order of `TOKEN_METRICS`. */
export const TYPICAL_DAY: readonly number[] = [420_000, 2_600_000, 240_000, 55_000, 185_000];

/** The average number of output tokens per request. */
export const OUTPUT_TOKENS_PER_REQUEST = 410;

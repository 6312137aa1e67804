/** Fields of Anthropic's responses that are days, or the beginning or end of a bucket: all are counted in UTC. */
export const ANTHROPIC_UTC_TIMES: readonly string[] = ['starting_at', 'ending_at', 'date'];

/** Fields of a report's rows that hold a dimension of its `group_by`, where they have not its name. */
export const ANTHROPIC_GROUPS: Readonly<Record<string, readonly string[]>> = {
  description: [
    'description',
    'model',
    'cost_type',
    'token_type',
    'service_tier',
    'context_window',
    'inference_geo',
  ],
};

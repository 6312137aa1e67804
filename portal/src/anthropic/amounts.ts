/** Fields of Anthropic's responses that hold an amount in cents, beside a `currency`. */
export const ANTHROPIC_AMOUNTS: readonly string[] = ['amount', 'list_amount', 'period_to_date_spend'];

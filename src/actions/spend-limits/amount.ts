import { Matches } from 'class-validator';

const AMOUNT = /^(0|[1-9][0-9]*)$/;

/** An amount of money as the API accepts it: a whole number of cents, as a string. */
export const Amount = (): PropertyDecorator =>
  Matches(AMOUNT, {
    message: '$property must be a whole number of cents as a string, such as "50000" for $500',
  });

/** Periods after which a limit resets. */
export const PERIODS = ['daily', 'monthly', 'weekly'] as const;

/** A period after which a limit resets. */
export type Period = (typeof PERIODS)[number];

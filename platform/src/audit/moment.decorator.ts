import { ValidateBy } from 'class-validator';

const RFC_3339 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/i;

/** Checks a moment: a date, or a date and time with its offset. */
export const IsMoment = (): PropertyDecorator =>
  ValidateBy({
    name: 'moment',
    validator: {
      validate: (value) =>
        typeof value === 'string' && RFC_3339.test(value) && !Number.isNaN(Date.parse(value)),
      defaultMessage: (problem) =>
        `${problem?.property} must be a date or a time with its offset, such as 2026-11-01 or 2026-11-01T08:00:00Z`,
    },
  });

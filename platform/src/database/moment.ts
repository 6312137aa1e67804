/** The time as the tables keep it, `later` milliseconds after `now` (epoch milliseconds). */
export const moment = (now: number, later = 0): string => new Date(now + later).toISOString();

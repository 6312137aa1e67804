import { DAY, HOUR } from '../clock.js';
import { mix } from '../random.js';
import type { Organization } from '../state/organization.js';
import type { Stream } from './stream.js';

/** How the usage of past days changes after it was reported. The same seed changes the same days in the same way. */
export interface Revisions {
  /** Days that are corrected later, up or down, once or twice. */
  readonly restated?: {
    /** Percent of the days of each stream. */
    readonly share: number;
    /** The last day after the end of a day on which it is corrected. */
    readonly days: number;
    readonly seed: number;
  };
  /** Days of which a part of the usage comes later. */
  readonly late?: {
    /** Percent of the days of each stream. */
    readonly share: number;
    /** The last hour after the end of a day in which the rest comes. */
    readonly hours: number;
    readonly seed: number;
  };
}

const PERCENT = 100;
const CORRECTIONS = 2;

const isChosen = (share: number, chance: number): boolean => chance % PERCENT < share;

/** What is known at a time of the usage of a day, relative to what it is without revisions. */
export function revisionOf(
  { number }: Stream,
  day: number,
  { restated, late }: Revisions,
  now: number,
): number {
  const end = (day + 1) * DAY;
  let factor = 1;
  for (let nth = 0; restated && nth < CORRECTIONS; nth += 1) {
    const chance = mix(number, day, restated.seed, nth);
    const after = DAY / 24 + (mix(chance, 1) % (restated.days * DAY));
    if (isChosen(restated.share, chance) && now >= end + after)
      factor *= 0.5 + (mix(chance, 2) % PERCENT) / PERCENT;
  }
  if (!late) return factor;
  const chance = mix(number, day, late.seed, CORRECTIONS);
  const after = mix(chance, 1) % (late.hours * HOUR);
  const isMissing = isChosen(late.share, chance) && now < end + after;
  return isMissing ? factor * ((mix(chance, 2) % PERCENT) / PERCENT) : factor;
}

/** An organization with the usage that is known at a time. */
export function revised(organization: Organization, revisions: Revisions, now: number): Organization {
  const streams = organization.streams.map((stream) => ({
    ...stream,
    revision: (day: number) => revisionOf(stream, day, revisions, now),
  }));
  return Object.create(organization, { streams: { value: streams } }) as Organization;
}

import { compareAmounts, differenceOf, sumOf, cents, type Cents } from '../kit/catalog/index.js';

/** Why two reports differ. */
export type DifferenceClass =
  'priority_tier' | 'session_usage' | 'not_yet_refreshed' | 'rounding' | 'unexplained';

/** A part of the difference of two reports. */
export interface DifferencePart {
  readonly class: DifferenceClass;
  /** The first report less the second one. */
  readonly amount: Cents;
}

/** Costs of a day in one report, by what can explain a difference. */
export interface DayCosts {
  readonly priority: readonly Cents[];
  readonly session: readonly Cents[];
  readonly other: readonly Cents[];
}

const [ZERO, CENT] = [cents(0), cents(1)];

/** All costs of a day. */
export const totalOf = ({ priority, session, other }: DayCosts): Cents =>
  sumOf([...priority, ...session, ...other]);

/** The parts of the difference of a day; they add up to it. A day that is not complete explains what is left. */
export function differencesOf(one: DayCosts, other: DayCosts, isComplete: boolean): DifferencePart[] {
  const between = (kind: keyof DayCosts): Cents => differenceOf(sumOf(one[kind]), sumOf(other[kind]));
  const left = between('other');
  return [
    { class: 'priority_tier' as const, amount: between('priority') },
    { class: 'session_usage' as const, amount: between('session') },
    { class: isComplete ? classOf(left) : ('not_yet_refreshed' as const), amount: left },
  ].filter(({ amount }) => compareAmounts(amount, ZERO) !== 0);
}

function classOf(left: Cents): 'rounding' | 'unexplained' {
  const isSmall = compareAmounts(left, CENT) < 0 && compareAmounts(left, cents(-1)) > 0;
  return isSmall ? 'rounding' : 'unexplained';
}

/** The parts of several differences, by class. */
export function addedUp(all: readonly DifferencePart[]): DifferencePart[] {
  const classes = [...new Set(all.map((part) => part.class))];
  return classes.map((one) => ({
    class: one,
    amount: sumOf(all.filter((part) => part.class === one).map(({ amount }) => amount)),
  }));
}

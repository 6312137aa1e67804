import type { ReactElement } from 'react';
import { dollarsAsMoney } from '../../money.js';
import styles from './cost.module.css';

const ROUNDED = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** An amount rounded to cents, with its exact digits as the tooltip and for screen readers where they differ. */
export function Money({ usd }: { /** A decimal text. */ readonly usd: string }): ReactElement {
  const exact = String(dollarsAsMoney(usd));
  return <span title={exact}>{ROUNDED.format(usd as Intl.StringNumericLiteral)}</span>;
}

/** A change in dollars and percent: a sign and a word say its direction, not the color alone. */
export function Change({
  usd,
  percent,
}: {
  readonly usd: string;
  readonly percent?: number | undefined;
}): ReactElement {
  const isLess = usd.startsWith('-');
  const isSame = Number(usd) === 0;
  const size = isLess ? usd.slice(1) : usd;
  return (
    <span className={isSame ? undefined : isLess ? styles.less : styles.more}>
      {isSame ? '±' : isLess ? '−' : '+'}
      <Money usd={size} />
      {percent !== undefined && ` (${isLess ? '−' : '+'}${Math.abs(percent).toFixed(1)}\u00a0%)`}
    </span>
  );
}

import { scaleBand, scaleLinear } from 'd3-scale';
import { stack, stackOffsetDiverging } from 'd3-shape';
import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { UntrustedText } from '../ui/untrusted-text.js';
import styles from './charts.module.css';
import { colorOf, type Series } from './series.js';
import { useWidth } from './use-width.js';

/** A bar of a chart: its label on the axis, and in words. */
export interface Bar {
  readonly id: string;
  readonly short: string;
  readonly words: string;
}

const HEIGHT = 240;
const MARGIN = { top: 8, right: 8, bottom: 24, left: 64 };
const TICKS = 4;
const LABEL_WIDTH = 64;
/** How many series the status line names of a bar. */
const NAMED = 4;

/**
 * Bars of stacked series, from 0, with a legend. The arrow keys, Home and End walk the bars, and a status line reads the one that
 * is looked at. A table beside it has the same figures.
 */
export function StackedBars({
  label,
  bars,
  series,
  formatAxis,
  format,
}: {
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly series: readonly Series[];
  /** A value on the axis, short. */
  readonly formatAxis: (value: number) => string;
  readonly format: (value: number) => string;
}): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [active, setActive] = useState<number>();
  const hint = useId();
  const last = bars.length - 1;
  const walk = (event: KeyboardEvent): void => {
    const to = placeAfter(event.key, active, last);
    if (to === undefined) return;
    event.preventDefault();
    setActive(to);
  };
  return (
    <figure className={styles.figure}>
      <figcaption className="visually-hidden">{label}</figcaption>
      <div
        ref={frame}
        className={styles.plot}
        role="group"
        aria-label={label}
        aria-describedby={hint}
        tabIndex={0}
        onKeyDown={walk}
        onBlur={() => setActive(undefined)}
        onPointerLeave={() => setActive(undefined)}
      >
        {width > 0 && (
          <Plot {...{ bars, series, formatAxis, width, active }} onLook={(index) => setActive(index)} />
        )}
      </div>
      <p id={hint} className="visually-hidden">
        The left and right arrow keys read one bar after the other. The table below has the same figures.
      </p>
      <p className={styles.status} role="status">
        {active === undefined ? ' ' : <Reading {...{ bars, series, format, active }} />}
      </p>
      <ul className={styles.legend} aria-label="Series, the largest first">
        {series.map((one, index) => (
          <li key={one.id}>
            <span className={styles.swatch} style={{ background: colorOf(one, index) }} aria-hidden />
            <UntrustedText>{one.name}</UntrustedText>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function placeAfter(key: string, active: number | undefined, last: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, (active ?? -1) + 1);
    case 'ArrowLeft':
      return Math.max(0, (active ?? last + 1) - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

function Plot({
  bars,
  series,
  formatAxis,
  width,
  active,
  onLook,
}: {
  readonly bars: readonly Bar[];
  readonly series: readonly Series[];
  readonly formatAxis: (value: number) => string;
  readonly width: number;
  readonly active: number | undefined;
  readonly onLook: (index: number) => void;
}): ReactElement {
  const rows = bars.map((_, index) =>
    Object.fromEntries(series.map(({ id, values }) => [id, values[index] ?? 0])),
  );
  const layers = stack<Record<string, number>>()
    .keys(series.map(({ id }) => id))
    .offset(stackOffsetDiverging)(rows);
  const ends = layers.flatMap((layer) => layer.flat());
  const x = scaleBand<string>()
    .domain(bars.map(({ id }) => id))
    .range([MARGIN.left, width - MARGIN.right])
    .paddingInner(0.2);
  const y = scaleLinear()
    .domain([Math.min(0, ...ends), Math.max(0, ...ends) || 1])
    .range([HEIGHT - MARGIN.bottom, MARGIN.top])
    .nice(TICKS);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / x.step()));
  return (
    <svg width={width} height={HEIGHT} aria-hidden className={styles.svg}>
      {y.ticks(TICKS).map((tick) => (
        <g key={tick} transform={`translate(0,${y(tick)})`}>
          <line
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            className={tick === 0 ? styles.zero : styles.grid}
          />
          <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end" className={styles.axis}>
            {formatAxis(tick)}
          </text>
        </g>
      ))}
      {bars.map(({ id, short }, index) =>
        index % every === 0 ? (
          <text
            key={id}
            x={(x(id) ?? 0) + x.bandwidth() / 2}
            y={HEIGHT - 6}
            textAnchor="middle"
            className={styles.axis}
          >
            {short}
          </text>
        ) : null,
      )}
      {layers.map((layer, place) => (
        <g key={layer.key} fill={colorOf(series[place]!, place)}>
          {layer.map(([from, to], index) => (
            <rect
              key={bars[index]!.id}
              x={x(bars[index]!.id)}
              width={x.bandwidth()}
              y={y(Math.max(from, to))}
              height={Math.abs(y(from) - y(to))}
              className={styles.part}
              data-active={active === index || undefined}
            />
          ))}
        </g>
      ))}
      {bars.map(({ id }, index) => (
        <rect
          key={id}
          x={(x(id) ?? 0) - (x.step() - x.bandwidth()) / 2}
          width={x.step()}
          y={MARGIN.top}
          height={HEIGHT - MARGIN.bottom - MARGIN.top}
          className={styles.target}
          data-active={active === index || undefined}
          onPointerEnter={() => onLook(index)}
        />
      ))}
    </svg>
  );
}

function Reading({
  bars,
  series,
  format,
  active,
}: {
  readonly bars: readonly Bar[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  readonly active: number;
}): ReactElement {
  const parts = series
    .map(({ id, name, values }) => ({ id, name, value: values[active] ?? 0 }))
    .filter(({ value }) => value !== 0)
    .sort((one, other) => other.value - one.value);
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  const more = parts.length - NAMED;
  return (
    <>
      <strong>
        {bars[active]?.words}: {format(total)}
      </strong>
      {parts.slice(0, NAMED).map(({ id, name, value }) => (
        <span key={id}>
          {' · '}
          <UntrustedText>{name}</UntrustedText> {format(value)}
        </span>
      ))}
      {more > 0 && ` · ${more} more`}
    </>
  );
}

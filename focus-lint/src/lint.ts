import type { Readable } from 'node:stream';
import { Findings, type Finding } from './findings.js';
import type { ReadEvent } from './read/event.js';
import { readFile, readStream, type FileFormat } from './read/open.js';
import { Row, textOf, type Cell, type Header } from './row.js';
import type { RowRule } from './rules/row-rule.js';
import { rowRulesFor } from './rules/rules.js';
import { checkHeader, reportBroken, reportEmpty, reportMisfit } from './rules/structure.js';
import { customCheck, valueCheck, type Verdict } from './rules/values.js';
import { columnsOf, type FocusVersion } from './spec/versions.js';

/** How a file is checked. */
export interface LintOptions {
  readonly version: FocusVersion;
  /** The form of the file; recognized by its beginning if not set. */
  readonly format?: FileFormat;
  /** Rows that are named with each finding. */
  readonly maxPlaces?: number;
  /** Findings that are kept; further ones are counted. */
  readonly maxFindings?: number;
}

/** What was found in a file. */
export interface LintResult {
  /** Whether there is no error. */
  readonly ok: boolean;
  readonly version: FocusVersion;
  readonly rows: number;
  readonly columns: number;
  readonly errors: number;
  readonly warnings: number;
  readonly findings: readonly Finding[];
  /** Violations that are counted and not among the findings. */
  readonly left: number;
}

/**
 * Checks a file by its path (`-` is standard input), or a stream, in memory of a constant size.
 * @throws Error where it cannot be read.
 */
export async function lint(input: string | Readable, options: LintOptions): Promise<LintResult> {
  const { version, format, maxPlaces, maxFindings } = options;
  const findings = new Findings(maxPlaces, maxFindings);
  const events = typeof input === 'string' ? readFile(input, format) : readStream(input, format);
  let check: FileCheck | undefined;
  let rows = 0;
  for await (const event of events) {
    if (event.kind === 'header') check = new FileCheck(event.names, version, findings);
    else if (event.kind === 'broken') reportBroken(findings, event.number, event.message);
    else check?.row(event);
    if (event.kind !== 'header') rows = event.number;
  }
  if (rows === 0) reportEmpty(findings, check !== undefined);
  const { error: errors, warning: warnings } = findings.counts;
  return {
    ok: errors === 0,
    version,
    rows,
    columns: check?.columns ?? 0,
    errors,
    warnings,
    findings: findings.list(),
    left: findings.left,
  };
}

/** Checks the rows of one file. */
class FileCheck {
  readonly columns: number;
  readonly #header: Header;
  readonly #values: readonly { name: string; check: ((cell: Cell) => Verdict) | undefined }[];
  readonly #rules: readonly RowRule[];

  constructor(
    names: readonly string[],
    version: FocusVersion,
    private readonly findings: Findings,
  ) {
    checkHeader(names, version, findings);
    const columns = columnsOf(version);
    this.columns = names.length;
    this.#header = new Map(names.map((name, place) => [name, place]));
    this.#values = names.map((name) => {
      const column = columns.get(name);
      return { name, check: column ? valueCheck(name, column) : customCheck(name) };
    });
    this.#rules = rowRulesFor(version, new Set(names));
  }

  row({ cells, number, misfit }: Extract<ReadEvent, { kind: 'row' }>): void {
    if (misfit !== undefined) {
      reportMisfit(this.findings, number, misfit);
      // Its values may be those of other columns.
      if (cells.length !== this.columns) return;
    }
    for (const [place, { name, check }] of this.#values.entries()) {
      const cell = cells[place] ?? null;
      const verdict = check?.(cell);
      if (!verdict) continue;
      const [rule, message] = verdict;
      const value = rule.id === 'secret' ? undefined : textOf(cell);
      this.findings.add(rule, { column: name, message, row: number, value });
    }
    const row = new Row(this.#header, cells, number);
    for (const { rule, column, check } of this.#rules) {
      const message = check(row);
      if (message !== undefined)
        this.findings.add(rule, { column, message, row: number, value: row.text(column) });
    }
  }
}

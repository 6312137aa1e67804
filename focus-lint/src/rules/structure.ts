import { error, warning, type Findings, type Rule } from '../findings.js';
import { columnsOf, explainUnknown, type FocusVersion } from '../spec/versions.js';

const UNREADABLE = error('unreadable', 'Every row can be read.');
const WIDTH = error('row-width', 'Every row has the columns of the first.');
const EMPTY = error('no-columns', 'A file has columns.');
const ROWS = warning('no-rows', 'A file has rows.');
const MISSING = error('column-missing', 'A file has every mandatory column.');
const RECOMMENDED = warning('column-recommended', 'A file has the recommended columns.');
const UNKNOWN = error('column-unknown', 'A column is one of FOCUS, or its name begins with x_.');
const TWICE = error('column-twice', 'A file has a column once.');
const CUSTOM = warning(
  'column-name',
  'A custom column has a name in Pascal case of at most 50 letters and digits.',
);
const PARTNER = error('column-partner', 'A column comes with those that it depends on.');

/** The rules of the structure of a file. */
export const STRUCTURE_RULES: readonly Rule[] = [
  ...[UNREADABLE, WIDTH, EMPTY, ROWS, MISSING, RECOMMENDED, UNKNOWN, TWICE, CUSTOM, PARTNER],
];

/** Columns that are of no use without another one. */
const PARTNERS: readonly (readonly [string, string])[] = [
  ['ConsumedQuantity', 'ConsumedUnit'],
  ['ConsumedUnit', 'ConsumedQuantity'],
  ['SkuPriceId', 'SkuId'],
  ['SkuMeter', 'SkuId'],
  ['SkuPriceDetails', 'SkuPriceId'],
  ['SubAccountName', 'SubAccountId'],
  ['SubAccountType', 'SubAccountId'],
  ['ResourceName', 'ResourceId'],
  ['ResourceType', 'ResourceId'],
  ['RegionName', 'RegionId'],
  ['CommitmentDiscountStatus', 'CommitmentDiscountId'],
  ['CommitmentDiscountQuantity', 'CommitmentDiscountUnit'],
  ['CommitmentDiscountUnit', 'CommitmentDiscountQuantity'],
  ['CapacityReservationStatus', 'CapacityReservationId'],
  ['PricingCurrencyEffectiveCost', 'PricingCurrency'],
  ['AllocatedResourceName', 'AllocatedResourceId'],
];

/** A custom column as FOCUS recommends to name it. */
const CUSTOM_NAME = /^x_[A-Z][A-Za-z0-9]*$/;

/** Checks the names of the columns, in any order. */
export function checkHeader(names: readonly string[], version: FocusVersion, findings: Findings): void {
  const columns = columnsOf(version);
  const present = new Set(names);
  if (names.length === 0 || (names.length === 1 && names[0] === ''))
    return findings.add(EMPTY, { message: 'The file has no columns.' });
  const twice = new Set(names.filter((name, place) => names.indexOf(name) !== place));
  for (const name of twice)
    findings.add(TWICE, { column: name, message: `The file has ${name} more than once.` });
  for (const name of present) {
    if (columns.has(name)) continue;
    if (!name.startsWith('x_'))
      findings.add(UNKNOWN, { column: name, message: explainUnknown(name, version) });
    else if (!CUSTOM_NAME.test(name) || name.length > 50)
      findings.add(CUSTOM, {
        column: name,
        message: `${name} is not in Pascal case of at most 50 letters and digits, such as x_CostCenter.`,
      });
  }
  for (const [name, { level }] of columns) {
    if (present.has(name) || level === 'conditional') continue;
    const isMandatory = level === 'mandatory';
    findings.add(isMandatory ? MISSING : RECOMMENDED, {
      column: name,
      message: `${name} is missing; FOCUS ${version} ${isMandatory ? 'requires' : 'recommends'} it.`,
    });
  }
  for (const [name, partner] of PARTNERS) {
    if (present.has(name) && !present.has(partner))
      findings.add(PARTNER, { column: name, message: `${name} comes with ${partner}, which is missing.` });
  }
}

/** Reports a row that has other columns than the first. */
export const reportMisfit = (findings: Findings, row: number, message: string): void =>
  findings.add(WIDTH, { row, message });

/** Reports a part that cannot be read. */
export const reportBroken = (findings: Findings, row: number, message: string): void =>
  findings.add(UNREADABLE, { row, message });

/** Reports a file without rows, or without anything. */
export function reportEmpty(findings: Findings, hasHeader: boolean): void {
  if (hasHeader) findings.add(ROWS, { message: 'The file has columns and no row.' });
  else findings.add(EMPTY, { message: 'The file is empty.' });
}

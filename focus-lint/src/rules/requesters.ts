import { error, type Rule } from '../findings.js';
import { rowRule, type RowRule } from './row-rule.js';
import { jsonIn, remembered } from './values.js';

const REQUESTER = error(
  'requester-details',
  'RequesterDetails describes the principal or credential of a row, each once.',
);

/** The rules of requesters, of the draft of 1.5. */
export const REQUESTER_RULES: readonly Rule[] = [REQUESTER];

const wrongEntries = remembered((text: string): string | undefined => {
  const entries = jsonIn(text);
  if (entries === undefined) return undefined;
  const isList =
    Array.isArray(entries) &&
    entries.every((entry) => isRecord(entry) && typeof entry['key'] === 'string' && isRecord(entry['value']));
  if (!isList) return 'RequesterDetails is an array of {"key": "Principal", "value": {"Type": "User"}}.';
  const keys = (entries as { key: string }[]).map(({ key }) => key);
  return new Set(keys).size < keys.length ? 'RequesterDetails has a key twice.' : undefined;
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Rules about requesters. */
export const REQUESTERS: readonly RowRule[] = [
  rowRule(
    REQUESTER,
    'RequesterDetails',
    ['RequesterDetails'],
    (row) => {
      const text = row.text('RequesterDetails');
      if (text !== null) return wrongEntries(text);
      const isNamed = row.text('PrincipalId') !== null || row.text('CredentialId') !== null;
      return isNamed
        ? 'RequesterDetails must not be null where PrincipalId or CredentialId is not null.'
        : undefined;
    },
    '1.5',
  ),
];

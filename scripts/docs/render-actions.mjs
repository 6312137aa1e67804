import { fieldRows, row } from './fields.mjs';
import { grouped } from './groups.mjs';

const FOREIGN_HEADING = 'Operations that refuse an Admin key';

const PAGES = {
  id_cursor: 'By `after_id` or `before_id`.',
  page_cursor: 'By `page`.',
  report_page: 'By `page`.',
};

/** The page on all actions: `actions` as the connector describes them, those behind another credential among them. */
export function renderActions(actions) {
  const offered = actions.filter((action) => !isForeign(action));
  const foreign = actions.filter(isForeign);
  const groups = grouped(offered);
  return `${[
    intro(offered, foreign),
    '## Index',
    index(groups, foreign),
    ...groups.flatMap(({ title, description, actions: own }) => [
      `## ${title}`,
      description,
      ...own.flatMap(section),
    ]),
    ...foreignTable(foreign),
  ].join('\n\n')}\n`;
}

/** An operation that is missing as a whole; a limitation of one field is no more than that. */
const isForeign = ({ available, limitations }) =>
  !available && limitations.some(({ kind }) => kind === 'credential_kind');

const intro = (offered, foreign) => `# Actions

<!-- Generated from the catalogue by \`npm run generate:docs\`. Do not edit. -->

All ${offered.filter(({ route }) => route).length} operations that accept an Admin key, ${word(offered.filter(({ route, available }) => !route && available).length)} made of several of them, and ${word(offered.filter(({ available }) => !available).length)} that the API does
not have and that return the alternative. ${foreign.length} more require another credential; they are at the end. An action is
invoked by its id, \`connector.invoke('users_list', { limit: 20 }, context)\`; unknown fields are refused.

Effects: *reads* changes nothing; *creates*, *updates* and *deletes* are writes. *destructive* means that something is lost that the
API cannot bring back, *repeatable* that doing it twice leaves what doing it once leaves. *beta* actions send the
\`anthropic-beta\` header that the API requires. \`scope[user].user_id\` is a field of \`scope\` where its \`type\` is \`user\`.`;

const word = (count) => ['none', 'one', 'two', 'three', 'four', 'five'][count] ?? String(count);

function index(groups, foreign) {
  const rows = groups.map(({ title, actions }) =>
    row(`[${title}](#${anchor(title)})`, actions.map(({ id }) => `[\`${id}\`](#${id})`).join(' ')),
  );
  const others = row(`[Refused to an Admin key](#${anchor(FOREIGN_HEADING)})`, `${foreign.length} actions`);
  return ['| group | actions |', '|---|---|', ...rows, others].join('\n');
}

const anchor = (heading) => heading.toLowerCase().replaceAll(' ', '-');

function section(action) {
  return [
    `### ${action.id}`,
    `**${action.title}.** ${facts(action)}`,
    action.description,
    fields(action),
    notes(action),
    `Example:\n\n\`\`\`json\n${compact(action.example)}\n\`\`\``,
  ].filter((part) => part !== '');
}

/** One field a line: an example is read at a glance. */
function compact(example) {
  const lines = Object.entries(example).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`;
}

function facts({ effect, betas, route, available }) {
  const parts = [
    effectOf(effect),
    ...(betas ? [`beta (\`${betas.join(', ')}\`)`] : []),
    ...(route ? [`\`${route}\``] : []),
    ...(available ? [] : ['not offered by the API']),
  ];
  return parts.join(' · ');
}

function effectOf({ kind, destructive, destructiveWhen: when, idempotent }) {
  if (kind === 'read') return '*reads*';
  return [
    `*${kind}s*`,
    ...(destructive
      ? [when ? `*destructive* where \`${when.field}\` is ${when.is.join(' or ')}` : '*destructive*']
      : []),
    ...(idempotent ? ['*repeatable*'] : []),
  ].join(', ');
}

function fields({ inputSchema }) {
  const rows = fieldRows(inputSchema);
  if (rows.length === 0) return 'It takes no fields.';
  return ['| field | type | required | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function notes({
  paging,
  outputSchema,
  inputUnits = {},
  outputUnits = {},
  secretInput,
  secretOutput,
  limitations,
}) {
  const lines = [
    ...(paging ? [`- Pages: ${PAGES[paging]}`] : []),
    ...(outputSchema ? [`- Response: ${answerOf(outputSchema)}.`] : []),
    ...Object.entries(inputUnits).map(([field, unit]) => `- Unit of \`${field}\`: ${unit}.`),
    ...Object.entries(outputUnits).map(([field, unit]) => `- Unit of \`${field}\` in the response: ${unit}.`),
    ...(secretInput ? [`- Secret, never stored: ${code(secretInput)}.`] : []),
    ...(secretOutput ? [`- Returned only once, never stored: ${code(secretOutput)}.`] : []),
    ...limitations.map(({ title, workaround }) => `- Limitation: ${title}. ${workaround}`),
  ];
  return lines.join('\n');
}

function answerOf({ properties, required = [] }) {
  const names = Object.keys(properties ?? {});
  return names.map((name) => `\`${name}\`${required.includes(name) ? '' : ' (optional)'}`).join(', ');
}

const code = (names) => names.map((name) => `\`${name}\``).join(', ');

function foreignTable(actions) {
  const rows = actions.map(({ id, title, limitations: [limitation] }) =>
    row(`\`${id}\``, title, wanted(limitation.credential)),
  );
  return [
    `## ${FOREIGN_HEADING}`,
    "The API has these too, but requires another credential: an OAuth access token with the scope `org:admin`, a key of a Claude Enterprise organization with one of the scopes named, or, where it says so, an organization-scoped key of a user or a service account. The connector knows their ids and returns for each the required credential and what to do, without a request. `connector.list({ include: 'all' })` lists them.",
    ['| action | what it would do | requires |', '|---|---|---|', ...rows].join('\n'),
  ];
}

const CREDENTIALS = {
  oauth_token: 'OAuth token',
  scoped_key: 'scoped key',
  user_or_service_account_key: 'organization-scoped key of a user or service account',
  compliance_access_key: 'Compliance Access Key',
};

const wanted = ({ kinds, scopes }) =>
  [
    `${scoped(kinds)
      .map((kind) => CREDENTIALS[kind])
      .join(' or ')}: ${scopes.map((scope) => `\`${scope}\``).join(', ')}`,
    ...kinds.filter((kind) => kind === UNSCOPED).map((kind) => CREDENTIALS[kind]),
  ].join('; or ');

/** What such a key may do comes from the role of whom it belongs to. */
const UNSCOPED = 'user_or_service_account_key';

const scoped = (kinds) => kinds.filter((kind) => kind !== UNSCOPED);

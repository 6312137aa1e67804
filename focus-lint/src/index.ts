export { lint } from './lint.js';
export type { LintOptions, LintResult } from './lint.js';
export type { Finding, Place, Rule, Severity } from './findings.js';
export { FILE_FORMATS } from './read/open.js';
export type { FileFormat } from './read/open.js';
export { RULES } from './rules/rules.js';
export type { Column, ColumnFormat, ColumnLevel } from './spec/column.js';
export { columnsOf, DRAFTS, FOCUS_VERSIONS } from './spec/versions.js';
export type { FocusVersion } from './spec/versions.js';

import { AnthropicConnector, type ActionDescription } from 'anthropic-admin-connector';
import { exportInput } from '../../../platform/src/exports/exporter.js';
import { EXPORTERS, type ExportName } from '../../../platform/src/exports/exporters.js';

const connector = new AnthropicConnector();

/** What the exports of the connector are made of. */
export const INPUT = exportInput(connector);

/** Every action, also those that are not offered. */
export const CATALOGUE = INPUT.catalogue;

/** The actions that can be run. */
export const OFFERED = CATALOGUE.filter(({ available }) => available);

/** The others. */
export const NOT_OFFERED = CATALOGUE.filter(({ available }) => !available);

/** The text of an export. */
export const textOf = (name: ExportName): string => EXPORTERS[name].write(INPUT);

/** An export that is JSON, read. */
export const documentOf = <Document>(name: ExportName): Document => JSON.parse(textOf(name)) as Document;

/** The ids of actions, in order. */
export const idsOf = (actions: readonly Pick<ActionDescription, 'id'>[]): string[] =>
  actions.map(({ id }) => id);

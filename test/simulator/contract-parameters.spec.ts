import { SIMULATED_OPERATIONS } from '../../simulator/src/index.js';
import type { ContractOperation, ContractParameter } from '../support/contract.js';
import { operation, resolved } from '../support/contract.js';
import { boot } from './support/boot.js';

const simulated = SIMULATED_OPERATIONS.map(({ operation: id }) => operation(id));
const wireName = ({ name, wire_name }: ContractParameter): string => wire_name ?? name;

interface Case {
  readonly title: string;
  readonly of: ContractOperation;
  readonly name: string;
  readonly value: string;
}

/** A value that no enumeration, pattern or range takes. */
const bad = 'no-such-value';

const refusedQueries: Case[] = simulated.flatMap((of) =>
  of.query.filter(isClosed).map((parameter) => {
    const name = wireName(parameter);
    return { title: `${of.id} ${name}`, of, name, value: bad };
  }),
);

function isClosed({ type, enum: words, items, schema, format }: ContractParameter): boolean {
  const inner = resolved(
    items ?? (schema?.['anyOf'] as ContractParameter['schema'][] | undefined)?.[0] ?? schema,
  );
  return (
    ['integer', 'boolean'].includes(type) || [words, format, inner['enum']].some((one) => one !== undefined)
  );
}

const headersOf = ({ beta_headers }: ContractOperation) => ({
  'anthropic-beta': beta_headers.required.join(','),
});
const pathOf = ({ path }: ContractOperation): string => path.replaceAll(/\{\w+\}/g, 'some_id');

it('knows every query parameter of the contract, and no other', async () => {
  const { ask } = await boot();

  for (const of of simulated.filter(({ method }) => method === 'GET')) {
    const names = [...of.query.map(wireName), 'not_in_the_contract'];
    const unknown: string[] = [];
    for (const name of names) {
      const { body } = await ask('GET', pathOf(of), { query: { [name]: bad }, headers: headersOf(of) });
      if (body.error?.message === `${name}: Extra inputs are not permitted`) unknown.push(name);
    }
    expect([of.id, unknown]).toEqual([of.id, ['not_in_the_contract']]);
  }
});

it.each(refusedQueries)('refuses a value that the contract refuses: $title', async ({ of, name, value }) => {
  const { ask } = await boot();
  const required = of.query.filter((one) => one.required && wireName(one) !== name);
  const query = { ...Object.fromEntries(required.map((one) => [wireName(one), sample(one)])), [name]: value };

  const { status, body } = await ask('GET', pathOf(of), { query, headers: headersOf(of) });

  expect([status, body.error?.message.split(/[.:]/)[0]]).toEqual([400, name]);
});

const sample = ({ format }: ContractParameter): string =>
  format === 'date' ? '2026-11-01' : '2026-11-01T00:00:00Z';

it('refuses a body without each field that the contract requires', async () => {
  const { ask } = await boot();

  for (const of of simulated.filter(({ body }) => body.some(({ required }) => required))) {
    const { status, body } = await ask('POST', pathOf(of), { body: {}, headers: headersOf(of) });
    const first = of.body.filter(({ required }) => required).map(({ name }) => `${name}: Field required`);
    expect([of.id, status, first]).toEqual([of.id, 400, expect.arrayContaining([body.error.message])]);
  }
});

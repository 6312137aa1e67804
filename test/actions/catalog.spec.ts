import type { Action, HttpAction } from '../../src/kit/catalog/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import { describeAction, summarize } from '../../src/kit/engine/describe.js';
import { createAjv } from '../support/ajv.js';
import { brokenCopies } from '../support/broken-copies.js';
import { render, type Text } from '../../src/kit/catalog/index.js';
import { compiled, inputSchema } from '../support/catalog.js';

type Schema = Record<string, unknown>;

/** One for all schemas: each would compile the schema of schemas anew. */
const ajv = createAjv();

const catalogue: readonly Action[] = ACTIONS;
const cases = catalogue.map((action) => [action.id, action] as const);
const answering = catalogue.filter((action) => 'output' in action) as HttpAction[];

const properties = (schema: Schema): Record<string, Schema> =>
  (schema['properties'] ?? {}) as Record<string, Schema>;

/** Every property of a schema and of the schemas nested in it, in lists and unions too, by dotted path. */
function allProperties(schema: Schema, parent = ''): [string, Schema][] {
  return Object.entries(properties(schema)).flatMap(([name, property]) => {
    const { items = {}, anyOf = [] } = property as { items?: Schema; anyOf?: Schema[] };
    const inside = [property, items, ...anyOf];
    return [
      [`${parent}${name}`, property] as [string, Schema],
      ...inside.flatMap((one) => allProperties(one, `${parent}${name}.`)),
    ];
  });
}

describe('the catalogue', () => {
  it('has unique ids', () => {
    const ids = catalogue.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });

  describe.each(cases)('%s', (id, action) => {
    const schema = inputSchema(id) as Schema;

    it('is named <group>_<verb>', () => {
      expect(id).toMatch(/^[a-z][a-z0-9_]{1,47}$/);
      expect(id).toContain('_');
    });

    it('is told in a short title and whole sentences', () => {
      expect(action.title).toMatch(/^[A-Z].{5,59}[^.]$/);
      expect(render(action.description)).toMatch(/^.{30,2000}\.$/);
    });

    it('describes no field by its name alone', () => {
      const words = (text: string): string =>
        text
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, ' ')
          .trim();
      const repeated = allProperties(schema).filter(
        ([path, { description = '' }]) =>
          words(render(description as Text)) === words(path.split('.').at(-1) ?? ''),
      );

      expect(repeated.map(([path]) => path)).toEqual([]);
    });

    it('accepts its own example', () => {
      expect(compiled(id).check(action.example)).toEqual({ input: action.example, issues: [] });
    });

    it('judges broken copies of the example as its JSON Schema does', () => {
      const validate = ajv.compile(schema);
      const checker = compiled(id);
      const judged = brokenCopies(action.example as Schema, schema).map((copy) => ({
        copy,
        bySchema: validate(copy),
        byChecker: checker.check(copy).issues.length === 0,
      }));

      expect(judged.filter(({ bySchema, byChecker }) => bySchema !== byChecker)).toEqual([]);
      expect(judged.filter(({ byChecker }) => !byChecker).length).toBeGreaterThan(0);
    });

    it('names the field in every issue', () => {
      const checker = compiled(id);
      const issues = brokenCopies(action.example as Schema, schema).flatMap(
        (copy) => checker.check(copy).issues,
      );

      expect(issues.filter(({ path, message }) => !message.includes(path))).toEqual([]);
    });

    it('mentions in each field that takes an id the list that finds it', () => {
      const silent = allProperties(schema).filter(([name, property]) => {
        const finder = compiled(id).finding(name, undefined);
        return finder && !String(property['description']).includes(finder.actionId);
      });

      expect(silent).toEqual([]);
    });

    it('mentions actions as references only', () => {
      const described = describeAction(compiled(id), { nameOf: () => '…' });
      const { title, description, inputSchema: fields, limitations } = described;
      const told = limitations.map((one) => [one.title, one.reason, one.workaround]);
      const texts = JSON.stringify([title, description, fields, told]);

      expect(
        catalogue.filter((other) => new RegExp(`\\b${other.id}\\b`).test(texts)).map((one) => one.id),
      ).toEqual([]);
    });

    it('describes every field', () => {
      const silent = allProperties(schema).filter(
        ([, property]) => !/^.{10,}\.$/s.test(String(property['description'])),
      );

      expect(silent).toEqual([]);
    });
  });

  it.each(answering.map((action) => [action.id, action] as const))(
    '%s has an output schema that compiles',
    (_, action) => {
      expect(() => ajv.compile(compiled(action.id).outputSchema!)).not.toThrow();
    },
  );
});

describe('the reports', () => {
  const { description: usage } = describeAction(compiled('usage_report_messages'));
  const { description: cost } = describeAction(compiled('cost_report_get'));

  it('recommend those that the reference recommends, and say what the legacy ones are still right for', () => {
    expect(usage).toContain('Legacy: Anthropic recommends analytics_usage_list');
    expect(cost).toContain('Legacy: Anthropic recommends analytics_cost_list');
    expect(usage).toMatch(/still right for 1m buckets, time before 2026-01-01 and HIPAA-ready organizations/);
    expect(cost).toMatch(/still right for time before 2026-01-01 and HIPAA-ready organizations/);
  });

  it('are marked as recommended, or not', () => {
    const recommended = catalogue.filter(({ id }) => summarize(compiled(id)).recommended);

    expect(recommended.map(({ id }) => id)).toEqual(['analytics_usage_list', 'analytics_cost_list']);
  });
});

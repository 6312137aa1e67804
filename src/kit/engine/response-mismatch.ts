import type { ShapeProblem } from '../compile/response-shape.js';

const SHOWN = 5;

/** The warning about a response that is not as documented, and its problems without repeats. */
export function mismatchWarning(
  problems: readonly ShapeProblem[],
): [warning: string, distinct: ShapeProblem[]] {
  const distinct = [
    ...new Map(problems.map((one) => [`${one.rule} ${one.path} ${one.value}`, one])).values(),
  ];
  const shown = distinct.slice(0, SHOWN).map(sentence).join('; ');
  const more = distinct.length > SHOWN ? `; and ${distinct.length - SHOWN} more` : '';
  return [`The response differs from its documented schema: ${shown}${more}.`, distinct];
}

function sentence({ path, rule, value }: ShapeProblem): string {
  const field = path === '' ? 'it' : path;
  switch (rule) {
    case 'missing':
      return `${field} is missing`;
    case 'type':
      return `${field} has another type`;
    case 'value':
      return `${field} has the new value ${JSON.stringify(value)}`;
  }
}

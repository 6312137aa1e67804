import type { HttpAction } from '../../actions/define-action.js';
import type { Invocation } from '../invocation.js';
import { outputSchemaOf } from '../output-schema.js';
import { compileShape } from './shape.js';
import type { ShapeCheck, ShapeProblem } from './shape-problem.js';

/** An answer that is not as documented, as a host is told of it: to count it, and to look at the contract. */
export interface AnswerMismatch {
  readonly actionId: string;
  /** Name of the schema in `contract/schemas.json`. */
  readonly schema: string;
  readonly problems: readonly ShapeProblem[];
  readonly requestId: string;
}

/** Where mismatches and our own faults are told. */
export interface AnswerCheckerOptions {
  readonly onAnswerMismatch?: (mismatch: AnswerMismatch) => void;
  readonly onInternalError?: (error: unknown, requestId: string) => void;
}

const TOLD = 5;

/** Compares answers with their schemas. An answer that differs is delivered all the same, with a warning. */
export class AnswerChecker {
  readonly #shapes = new Map<string, ShapeCheck>();

  constructor(private readonly options: AnswerCheckerOptions) {}

  /** Never throws: an answer is there, and nothing about its form may keep it from the caller. */
  check(action: HttpAction, answer: unknown, invocation: Invocation): void {
    try {
      const problems: ShapeProblem[] = [];
      this.shapeOf(action)(answer, problems);
      if (problems.length > 0) this.tell(action, distinct(problems), invocation);
    } catch (error) {
      this.options.onInternalError?.(error, invocation.requestId);
    }
  }

  private tell(action: HttpAction, problems: readonly ShapeProblem[], invocation: Invocation): void {
    const told = problems.slice(0, TOLD).map(sentence).join('; ');
    const more = problems.length > TOLD ? `; and ${problems.length - TOLD} more` : '';
    invocation.warn(`The answer of ${action.id} is not as documented: ${told}${more}.`);
    const { requestId } = invocation;
    this.options.onAnswerMismatch?.({ actionId: action.id, schema: action.output, problems, requestId });
  }

  private shapeOf({ output }: HttpAction): ShapeCheck {
    const known = this.#shapes.get(output);
    if (known) return known;
    const shape = compileShape(outputSchemaOf(output));
    this.#shapes.set(output, shape);
    return shape;
  }
}

function distinct(problems: readonly ShapeProblem[]): ShapeProblem[] {
  return [...new Map(problems.map((one) => [`${one.rule} ${one.path} ${one.value}`, one])).values()];
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

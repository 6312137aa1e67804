import { useId, useRef, type ReactElement } from 'react';
import { shownText } from '../../ui/shown-text.js';
import styles from './cedar-editor.module.css';
import type { TextProblem } from './policies-api.js';

const LINE_HEIGHT = 20;

/** The longest text that the platform takes. */
const MAX_TEXT = 32_768;

/** A text in Cedar with the numbers of its lines; below it what is wrong with it, each leading to its place. */
export function CedarEditor({
  text,
  onChange,
  problems,
}: {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly problems: readonly TextProblem[];
}): ReactElement {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const isWrong = problems.length > 0;
  const wrong = new Set(problems.map(({ line }) => line));
  const goTo = ({ line, column }: TextProblem): void => {
    const at = offsetOf(text, line, column);
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
    area.current?.scrollTo({ top: Math.max(0, (line - 4) * LINE_HEIGHT) });
  };
  return (
    <div className={styles.editor}>
      <label className={styles.label} htmlFor={id}>
        Policies in Cedar
      </label>
      <div className={styles.frame} data-invalid={isWrong || undefined}>
        <div ref={numbers} className={styles.numbers} aria-hidden>
          {text.split('\n').map((_, index) => (
            <span key={index} className={styles.number} data-wrong={wrong.has(index + 1) || undefined}>
              {index + 1}
            </span>
          ))}
        </div>
        <textarea
          ref={area}
          id={id}
          className={styles.text}
          value={text}
          maxLength={MAX_TEXT}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          wrap="off"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-problems` : undefined}
          onChange={({ target }) => onChange(target.value)}
          onScroll={({ currentTarget }) => {
            if (numbers.current) numbers.current.scrollTop = currentTarget.scrollTop;
          }}
        />
      </div>
      <div role="alert">
        {isWrong && (
          <ul id={`${id}-problems`} className={styles.problems}>
            {problems.map((problem, index) => (
              <li key={index}>
                <button type="button" className={styles.problem} onClick={() => goTo(problem)}>
                  {shownText(
                    [`Line ${problem.line}, column ${problem.column}: ${problem.message}`, problem.help]
                      .filter((part) => part !== undefined)
                      .join(' – '),
                  )}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** Where a line and column are in a text. */
function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

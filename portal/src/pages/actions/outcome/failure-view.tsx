import type { ReactElement } from 'react';
import { isProblem } from '../../../api/api-problem.js';
import type { Issue } from '../../../api/problem-body.js';
import { Button } from '../../../ui/button.js';
import { ButtonLink } from '../../../ui/button-link.js';
import { ProblemNotice } from '../../../ui/problem-notice.js';
import { LimitationNotice } from '../one/limitation-notice.js';
import { ReadyButton } from '../one/ready-button.js';
import { UpstreamSaid } from './upstream-said.js';

const CONFIGURATION = '#/integrations/anthropic/configuration';

/** Problems that are mended where the key is saved. */
const OF_THE_KEY = new Set(['credential_missing', 'credential_rejected', 'credential_forbidden']);

/** Why a run came to nothing, and what to do. */
export function FailureView({
  isOffered,
  problem,
  elsewhere,
  onRetry,
  onOnceMore,
}: {
  /** False where the API has no such operation, and the page has said so. */
  readonly isOffered: boolean;
  readonly problem: unknown;
  /** Issues that no field shows. */
  readonly elsewhere: readonly Issue[];
  readonly onRetry: () => void;
  /** Sends it although it may have been done. */
  readonly onOnceMore: () => void;
}): ReactElement {
  if (!isProblem(problem)) {
    return <ProblemNotice problem={problem} actions={<Button onPress={onRetry}>Try again</Button>} />;
  }
  const { limitation, next, retry, upstream } = problem.error;
  if (limitation) return <LimitationNotice limitation={limitation} as={isOffered ? 'refusal' : 'answer'} />;
  return (
    <>
      <ProblemNotice
        problem={problem}
        actions={
          <>
            {OF_THE_KEY.has(problem.code) && (
              <ButtonLink href={CONFIGURATION}>
                {problem.code === 'credential_missing' ? 'Connect Anthropic' : 'Look at the connection'}
              </ButtonLink>
            )}
            {next && <ReadyButton ready={next} words="See what happened" />}
            {problem.code === 'outcome_unknown' && <Button onPress={onOnceMore}>Send it once more</Button>}
            {retry?.allowed && <Button onPress={onRetry}>Try again</Button>}
            {retry?.afterMs !== undefined && <p>Wait {Math.ceil(retry.afterMs / 1000)} s before that.</p>}
          </>
        }
      />
      {elsewhere.length > 0 && (
        <ul>
          {elsewhere.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {upstream && <UpstreamSaid upstream={upstream} />}
    </>
  );
}

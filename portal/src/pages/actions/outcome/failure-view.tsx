import { titleOf } from 'anthropic-admin-connector/key-format';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { isProblem } from '../../../api/api-problem.js';
import type { Issue } from '../../../api/api-problem.js';
import { useConnector } from '../../../session/connector-context.js';
import { ButtonLink } from '../../../ui/button-link.js';
import { Button } from '../../../ui/button.js';
import { ConfirmDialog } from '../../../ui/confirm-dialog.js';
import { Disclosure } from '../../../ui/disclosure.js';
import { Facts } from '../../../ui/facts.js';
import { ProblemNotice } from '../../../ui/problem-notice.js';
import { UntrustedText } from '../../../ui/untrusted-text.js';
import { LimitationNotice } from '../detail/limitation-notice.js';
import { ReadyButton } from '../detail/ready-button.js';
import { useCountdown } from '../../../ui/seconds.js';
import { ResponseValue } from './value.js';

/** Problems that are fixed on the configuration page. */
const KEY_PROBLEMS = new Set([
  'credential_missing',
  'credential_pending',
  'identity_changed',
  'credential_rejected',
  'credential_forbidden',
]);

/** What happened, in words: the API and the network say it by their own codes. */
const headingOf = (code: string, vendor: string): string | undefined =>
  ({
    approval_required: 'Another person has to approve this first',
    credential_forbidden: `${vendor} does not let this key do it`,
    not_found: `${vendor} has nothing with this ID`,
    outcome_unknown: 'It may or may not have been done',
    rate_limited: 'Too many requests',
    timeout: `${vendor} took too long to answer`,
    upstream_invalid_request: `${vendor} refused this`,
    upstream_protocol: `The response of ${vendor} could not be read`,
    upstream_unavailable: `The connection to ${vendor} broke, or it is not available`,
  })[code];

/** Problems whose message is a technical cause, which belongs under "Details". */
const TECHNICAL = new Set(['outcome_unknown', 'timeout', 'upstream_protocol', 'upstream_unavailable']);

/** What became of the change. */
const EFFECTS = {
  none: 'Nothing was changed.',
  done: 'The change was made.',
  partial: 'A part of the change was made.',
  unknown: 'The change may have been made.',
};

/** Why a run failed, and what to do. */
export function FailureView({
  isOffered,
  isWrite,
  problem,
  elsewhere,
  onRetry,
  onOnceMore,
}: {
  /** False if the API has no such operation, which the page shows already. */
  readonly isOffered: boolean;
  readonly isWrite: boolean;
  readonly problem: unknown;
  /** Issues that no field can show. */
  readonly elsewhere: readonly Issue[];
  readonly onRetry: () => void;
  /** Sends the request again although it may have taken effect. */
  readonly onOnceMore: () => void;
}): ReactElement {
  const { id, vendor } = useConnector();
  if (!isProblem(problem)) {
    return <ProblemNotice problem={problem} actions={<Button onPress={onRetry}>Try again</Button>} />;
  }
  const { approval, effect, limitation, next, retry, upstream } = problem.error;
  const title = headingOf(problem.code, vendor);
  const isTechnical = TECHNICAL.has(problem.code);
  if (limitation) return <LimitationNotice limitation={limitation} as={isOffered ? 'refusal' : 'answer'} />;
  return (
    <>
      <ProblemNotice
        problem={problem}
        title={title}
        said={isTechnical ? null : saidBy(upstream)}
        // What to do is in the message of the API.
        hasFix={problem.code !== 'upstream_invalid_request' && approval === undefined}
        tone={approval ? 'warn' : 'bad'}
        note={isWrite && effect ? EFFECTS[effect] : undefined}
        actions={
          <>
            {KEY_PROBLEMS.has(problem.code) && (
              <ButtonLink href={`#/integrations/${id}/configuration`}>
                {problem.code === 'credential_missing' ? `Connect ${vendor}` : 'Open the connection'}
              </ButtonLink>
            )}
            {approval && (
              <ButtonLink href={`#/approvals/${encodeURIComponent(approval.id)}`}>
                Open the approval
              </ButtonLink>
            )}
            {next && <ReadyButton ready={next} words="See what happened" />}
            {problem.code === 'outcome_unknown' && !retry?.allowed && <SendAgain onConfirm={onOnceMore} />}
            {retry?.allowed && <TryAgain problem={problem} afterMs={retry.afterMs} onRetry={onRetry} />}
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
      {title !== undefined && (isTechnical || upstream) && (
        <Details message={problem.message} upstream={upstream} />
      )}
    </>
  );
}

/** Tries again once the time has passed that the API asks for; until then the button says how long that is. */
function TryAgain({
  problem,
  afterMs = 0,
  onRetry,
}: {
  /** Where the time begins again. */
  readonly problem: unknown;
  readonly afterMs: number | undefined;
  readonly onRetry: () => void;
}): ReactElement {
  const left = useCountdown(Math.ceil(afterMs / 1_000), problem);
  return (
    <Button onPress={onRetry} isDisabled={left > 0}>
      Try again
      {/* Each second would be too much to listen to. */}
      {left > 0 && <span aria-hidden>{` in ${left} s`}</span>}
    </Button>
  );
}

/** Sends a write again that may have been done, once the person knows that. */
function SendAgain({ onConfirm }: { readonly onConfirm: () => void }): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const confirm = (): void => {
    setAsking(false);
    onConfirm();
  };
  return (
    <>
      <Button onPress={() => setAsking(true)}>Send again</Button>
      <ConfirmDialog
        title="Send it again?"
        isOpen={isAsking}
        confirm="Send again"
        isDanger
        onConfirm={confirm}
        onCancel={() => setAsking(false)}
      >
        <p>
          The first request may have been carried out, and then this one does it a second time. See what
          happened first.
        </p>
      </ConfirmDialog>
    </>
  );
}

/** What the API said about its refusal. */
function saidBy(upstream: Readonly<Record<string, unknown>> = {}): string | undefined {
  const { message } = upstream;
  return typeof message === 'string' && message !== '' ? message : undefined;
}

/** The technical cause and the error of the API, for support requests. */
const Details = ({
  message,
  upstream = {},
}: {
  readonly message: string;
  readonly upstream?: Readonly<Record<string, unknown>> | undefined;
}): ReactElement => (
  <Disclosure title="Details">
    <Facts
      facts={[
        ['Cause', <UntrustedText key="cause">{message}</UntrustedText>],
        ...Object.entries(upstream).map(
          ([name, value]) => [titleOf(name), <ResponseValue key={name} value={value} />] as const,
        ),
      ]}
    />
  </Disclosure>
);

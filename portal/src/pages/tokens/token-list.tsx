import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Badge, type BadgeTone } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Facts } from '../../ui/facts.js';
import { RefreshCw, Trash } from '../../ui/icons.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { shownText } from '../../ui/shown-text.js';
import { Timestamp } from '../../ui/timestamp.js';
import { toast } from '../../ui/toast.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import styles from './tokens.module.css';
import {
  revokeToken,
  rotateToken,
  TOKEN_CHANGES,
  type MadeToken,
  type Preset,
  type ServiceToken,
} from './tokens-api.js';

const STATES: Readonly<Record<ServiceToken['state'], readonly [BadgeTone, string]>> = {
  in_force: ['good', 'In force'],
  expired: ['neutral', 'Expired'],
  revoked: ['neutral', 'Revoked'],
  altered: ['bad', 'Altered outside the platform'],
};

/** What the user may do with tokens. */
export interface TokenRights {
  readonly mayRotate: boolean;
  readonly mayRevoke: boolean;
}

/** All tokens, each with what it may do and how it was used. */
export function TokenList({
  tokens,
  presets,
  rights,
  onRotated,
}: {
  readonly tokens: readonly ServiceToken[];
  readonly presets: readonly Preset[];
  readonly rights: TokenRights;
  readonly onRotated: (made: MadeToken) => void;
}): ReactElement {
  const [asked, setAsked] = useState<{ readonly what: 'rotate' | 'revoke'; readonly token: ServiceToken }>();
  const change = useMutation({
    mutationFn: async ({ what, token: { id } }: NonNullable<typeof asked>) =>
      what === 'rotate' ? rotateToken(id) : revokeToken(id),
    meta: { changes: TOKEN_CHANGES },
    onSuccess: (made) => {
      setAsked(undefined);
      change.reset();
      if (made) onRotated(made);
      else toast('The token is revoked.');
    },
    onError: () => setAsked(undefined),
  });
  const isRotation = asked?.what === 'rotate';
  return (
    <>
      {change.isError && <ProblemNotice problem={change.error} />}
      {tokens.map((token) => (
        <Card
          key={token.id}
          title={<UntrustedText>{token.name}</UntrustedText>}
          aside={
            <Badge dot tone={STATES[token.state][0]}>
              {STATES[token.state][1]}
            </Badge>
          }
        >
          <Facts facts={factsOf(token, presets)} />
          {token.state !== 'expired' && token.state !== 'revoked' && (
            <div className={styles.buttons}>
              <Button
                icon={RefreshCw}
                isDisabled={!rights.mayRotate || token.state === 'altered'}
                onPress={() => setAsked({ what: 'rotate', token })}
                aria-label={`Rotate ${shownText(token.name)}`}
              >
                Rotate
              </Button>
              <Button
                icon={Trash}
                isDisabled={!rights.mayRevoke}
                onPress={() => setAsked({ what: 'revoke', token })}
                aria-label={`Revoke ${shownText(token.name)}`}
              >
                Revoke
              </Button>
            </div>
          )}
        </Card>
      ))}
      <ConfirmDialog
        title={
          <>
            {isRotation ? 'Rotate' : 'Revoke'} <UntrustedText>{asked?.token.name ?? ''}</UntrustedText>?
          </>
        }
        isOpen={asked !== undefined}
        confirm={isRotation ? 'Rotate' : 'Revoke'}
        isDanger={!isRotation}
        isPending={change.isPending}
        onConfirm={() => asked && change.mutate(asked)}
        onCancel={() => setAsked(undefined)}
      >
        {isRotation ? (
          <p>You get another token. The one before works for one day more.</p>
        ) : (
          <p>Whatever uses it is refused within a second, and so are the tokens that were made with it.</p>
        )}
      </ConfirmDialog>
    </>
  );
}

const factsOf = (token: ServiceToken, presets: readonly Preset[]): Parameters<typeof Facts>[0]['facts'] => [
  ['Id', <code key="id">{token.id}</code>],
  ['Used by', token.kind && (token.kind === 'agent' ? 'An agent' : 'A script')],
  [
    'May do',
    token.kind &&
      (presets.find(({ id }) => id === token.preset)?.title ?? token.actions?.join(', ') ?? token.preset),
  ],
  ['Connections', token.connections?.join(', ')],
  ['Source addresses', token.addresses?.join(', ')],
  ['Ends', token.expires_at && <Timestamp at={token.expires_at} />],
  ['Last use', token.last_used_at === null ? 'Not used yet' : <Timestamp at={token.last_used_at} />],
  ['Calls in 24 hours', String(token.calls_24h)],
  ['Refused of these', String(token.refusals_24h)],
];

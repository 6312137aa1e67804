import type { ActionDescription } from '../kit/engine/describe.js';

/** What an action does, what it changes, whether it is beta, and what it cannot do, as far as a length allows. */
export function actionText(action: ActionDescription, maxLength: number): string {
  const sentences = [
    action.description,
    effectText(action),
    ...(action.beta ? ['Beta: the API may still change it.'] : []),
    ...action.limitations.map(({ title, workaround }) => `Limit: ${title}. ${workaround}`),
  ];
  return sentences.reduce((text, more) =>
    text.length + 1 + more.length <= maxLength ? `${text} ${more}` : text,
  );
}

function effectText({
  effect: { kind, destructive, destructiveWhen: when, idempotent },
}: ActionDescription): string {
  if (kind === 'read') return 'Only reads.';
  const loss = when
    ? `, for good where ${when.field} is ${when.is.join(' or ')}`
    : destructive
      ? ' for good'
      : '';
  return `Changes the organization${loss}; ${idempotent ? 'safe' : 'not safe'} to repeat.`;
}

import { defineLimitedAction, type LimitedAction } from '../actions/define-action.js';
import { CREATE, DELETE, DESTRUCTIVE_UPDATE, READ, UPDATE, type Effect } from '../actions/effects.js';
import { AnyInput } from '../actions/shared.inputs.js';
import { credentialKinds, type CredentialKind } from '../limitations/credential-kinds/credential-kinds.js';

/** What the operations would do; whatever is not here only reads. */
const EFFECTS: Readonly<Record<string, Effect>> = {
  create: CREATE,
  add: CREATE,
  update: UPDATE,
  set: UPDATE,
  archive: DESTRUCTIVE_UPDATE,
  delete: DELETE,
  remove: DELETE,
};

let actions: readonly LimitedAction[] | undefined;

/** The operations that refuse an Admin key, as actions that answer what they want; no listing shows them unasked. */
export const foreignActions = (): readonly LimitedAction[] => (actions ??= credentialKinds().map(actionOf));

function actionOf({ actionId, verb, title, operation, limitation }: CredentialKind): LimitedAction {
  return defineLimitedAction({
    id: actionId,
    title,
    description: `Not possible with an Admin key: it answers which credential it wants. ${limitation.workaround}`,
    askedAs: `${operation.method} ${operation.path}`,
    input: AnyInput,
    example: {},
    effect: EFFECTS[verb] ?? READ,
    limitation: limitation.id,
  });
}

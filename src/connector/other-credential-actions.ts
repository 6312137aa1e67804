import {
  AnyInput,
  CREATE,
  DELETE,
  DESTRUCTIVE_UPDATE,
  READ,
  UPDATE,
  defineLimitedAction,
  type Effect,
  type LimitedAction,
} from '../kit/catalog/index.js';
import {
  otherCredentialOperations,
  type OtherCredentialOperation,
} from '../limitations/other-credential/other-credential.limitations.js';

/** What the operations would do, by their verb; the others only read. */
const EFFECTS: Readonly<Record<string, Effect>> = {
  create: CREATE,
  add: CREATE,
  update: UPDATE,
  set: UPDATE,
  archive: DESTRUCTIVE_UPDATE,
  delete: DELETE,
  remove: DELETE,
};

/** The operations that refuse an Admin key, as actions that return the credential they require. Listings omit them. */
export const otherCredentialActions = (): readonly LimitedAction[] =>
  otherCredentialOperations().map(actionOf);

function actionOf({ actionId, verb, title, operation, limitation }: OtherCredentialOperation): LimitedAction {
  return defineLimitedAction({
    id: actionId,
    title,
    description:
      'Not possible with an Admin key: the response names the required credential and what to do instead.',
    askedAs: `${operation.method} ${operation.path}`,
    input: AnyInput,
    example: {},
    effect: EFFECTS[verb] ?? READ,
    limitation: limitation.id,
  });
}

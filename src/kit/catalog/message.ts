/** A mention of an action or of an input field inside a message. */
export type Reference<ActionId extends string = string> =
  { readonly action: ActionId } | { readonly field: string };

/** One piece of a message: literal text, or a reference that each surface renders in its own names. */
export type MessagePart<ActionId extends string = string> = string | Reference<ActionId>;

/** A message as plain data; it survives JSON. */
export type Message<ActionId extends string = string> = readonly MessagePart<ActionId>[];

/** A text with references, or a plain string where there are none. */
export type Text<ActionId extends string = string> = string | Message<ActionId>;

/** Turns an action id into the name that a surface uses for it: a tool name, a route, a title. */
export type NameOf = (actionId: string) => string;

/** Refers to an action in a message. */
export const action = <const ActionId extends string>(actionId: ActionId): { readonly action: ActionId } => ({
  action: actionId,
});

/** Refers to an input field in a message. */
export const field = (name: string): { readonly field: string } => ({ field: name });

type Insert<ActionId extends string> = MessagePart<ActionId> | Message<ActionId> | number;

/**
 * Builds a message: `` msg`Run ${action('users_get')} first.` ``. Inserted strings stay literal text whatever they
 * contain; inserted messages keep their references.
 */
export function msg<const ActionId extends string = never>(
  strings: TemplateStringsArray,
  ...inserts: readonly Insert<ActionId>[]
): Message<ActionId> {
  const parts: MessagePart<ActionId>[] = [];
  const add = (part: MessagePart<ActionId>): void => {
    const last = parts.at(-1);
    if (typeof part !== 'string' || typeof last !== 'string') parts.push(part);
    else parts[parts.length - 1] = last + part;
  };
  strings.forEach((text, at) => {
    if (text !== '') add(text);
    const insert = inserts[at];
    if (insert === undefined) return;
    if (typeof insert === 'object' && !isReference(insert)) insert.forEach(add);
    else add(typeof insert === 'number' ? String(insert) : insert);
  });
  return parts;
}

const itself: NameOf = (actionId) => actionId;

/** Renders a text as one string; actions appear under their ids unless `nameOf` gives other names. */
export function render(text: Text, nameOf: NameOf = itself): string {
  if (typeof text === 'string') return text;
  return text
    .map((part) => (typeof part === 'string' ? part : 'action' in part ? nameOf(part.action) : part.field))
    .join('');
}

/** Tells whether a text mentions an action or a field, and with it whether surfaces may render it differently. */
export const hasReferences = (text: Text): text is Message =>
  typeof text !== 'string' && text.some(isReference);

/** The ids of the actions that a text mentions. */
export const actionsIn = (text: Text): string[] =>
  typeof text === 'string'
    ? []
    : text.flatMap((part) => (typeof part === 'object' && 'action' in part ? [part.action] : []));

function isReference(value: MessagePart | Message): value is Reference {
  return typeof value === 'object' && !Array.isArray(value);
}

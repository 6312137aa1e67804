/** What a person calls an object of the API, with its id: `Production (wrkspc_01…)`; undefined where it has neither. */
export function nameOf(before: Readonly<Record<string, unknown>> = {}): string | undefined {
  const [name, id] = [before['name'] ?? before['email'], before['id']].map((value) =>
    typeof value === 'string' && value !== '' ? value : undefined,
  );
  return name !== undefined && id !== undefined ? `${name} (${id})` : (name ?? id);
}

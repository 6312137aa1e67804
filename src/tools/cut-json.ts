type Fields = Readonly<Record<string, unknown>>;

/** The bytes of a value as JSON. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** The first items of a list that fit into a number of bytes, whole. */
export function cutList(items: readonly unknown[], maxBytes: number): readonly unknown[] {
  let left = maxBytes - '[]'.length;
  let count = 0;
  for (const item of items) {
    left -= jsonBytes(item) + ','.length;
    if (left < 0) break;
    count += 1;
  }
  return items.slice(0, count);
}

/**
 * A smaller value of the same form: lists keep their first items, objects their smaller fields, and a long text is
 * replaced by its size. Undefined where nothing of it fits.
 */
export function cutJson(value: unknown, maxBytes: number): unknown {
  const bytes = jsonBytes(value);
  if (bytes <= maxBytes) return value;
  if (Array.isArray(value)) return cutArray(value, maxBytes);
  if (typeof value === 'object' && value !== null) return cutObject(value as Fields, maxBytes);
  const leftOut = `[${bytes} bytes left out]`;
  return jsonBytes(leftOut) <= maxBytes ? leftOut : undefined;
}

/** Whole items; if not even the first one fits, a part of it. */
export function cutArray(items: readonly unknown[], maxBytes: number): readonly unknown[] | undefined {
  if (maxBytes < '[]'.length) return undefined;
  const whole = cutList(items, maxBytes);
  if (whole.length > 0) return whole;
  const part = cutJson(items[0], maxBytes - '[]'.length);
  return part === undefined ? [] : [part];
}

/** Shares the bytes among the fields, the smallest first: what a field leaves over is for the larger ones. */
function cutObject(fields: Fields, maxBytes: number): Fields | undefined {
  if (maxBytes < '{}'.length) return undefined;
  const sizes = Object.entries(fields).map(([name, value]) => ({
    name,
    frame: jsonBytes(name) + ':,'.length,
    bytes: jsonBytes(value),
  }));
  const kept = new Map<string, unknown>();
  let left = maxBytes - '{}'.length;
  for (const [nth, { name, frame }] of sizes.sort((a, b) => a.bytes - b.bytes).entries()) {
    const share = Math.floor(left / (sizes.length - nth)) - frame;
    const value = cutJson(fields[name], share);
    if (value === undefined) continue;
    kept.set(name, value);
    left -= jsonBytes(value) + frame;
  }
  return Object.fromEntries(
    Object.keys(fields)
      .filter((name) => kept.has(name))
      .map((name) => [name, kept.get(name)]),
  );
}

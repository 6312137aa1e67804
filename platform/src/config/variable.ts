/** One environment variable: what it means, and which values are right. */
export interface Variable<Value> {
  /** Said in the message about a wrong value: `PORT must be <wanted>`. */
  readonly wanted: string;
  /** A right value, for the message and the docs. */
  readonly sample: string;
  /** Used where the variable is not set. */
  readonly standard: Value;
  /** The value, or undefined where the text is none. */
  read(text: string): Value | undefined;
}

/** A whole number between two bounds. */
export const whole = (min: number, max: number, standard: number): Variable<number> => ({
  wanted: `a whole number from ${min} to ${max}`,
  sample: String(standard),
  standard,
  read: (text) =>
    /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined,
});

/** One of a few words. */
export const oneOf = <const Word extends string>(words: readonly Word[], standard: Word): Variable<Word> => ({
  wanted: `one of ${words.join(', ')}`,
  sample: standard,
  standard,
  read: (text) => words.find((word) => word === text),
});

/** A text that must hold something and be long enough. */
export const text = <Standard extends string | undefined>(
  wanted: string,
  { sample, standard, min = 1 }: { sample: string; standard: Standard; min?: number },
): Variable<string | Standard> => ({
  wanted,
  sample,
  standard,
  read: (value) => (value.trim().length >= min ? value.trim() : undefined),
});

/** An http or https URL. */
export const url = (wanted: string, sample: string): Variable<string | undefined> => ({
  wanted,
  sample,
  standard: undefined,
  read: (value) => (URL.canParse(value) && /^https?:/.test(value) ? value : undefined),
});

/** A short name for machines. */
export const word = (wanted: string, standard: string): Variable<string> => ({
  wanted: `${wanted}: 1 to 64 letters, digits, dots, - or _`,
  sample: standard,
  standard,
  read: (value) => (/^[\w.-]{1,64}$/.test(value) ? value : undefined),
});

/** The URL of a PostgreSQL database. */
export const postgresUrl = (): Variable<URL | undefined> => ({
  wanted: 'the URL of a PostgreSQL database',
  sample: 'postgres://user:password@db.example.com:5432/platform',
  standard: undefined,
  read: (value) => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    const named = parsed !== undefined && parsed.hostname !== '' && parsed.pathname.length > 1;
    return named && /^postgres(ql)?:$/.test(parsed.protocol) ? parsed : undefined;
  },
});

import { invalid } from '../errors.js';

/** Reads one value, or throws a 400 that names the field. `undefined` stands for a value that was not sent. */
export type Field<T> = (value: unknown, at: string) => T;

/** The declared fields of a query or of a body. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

type MayMiss<F extends Fields> = {
  [Name in keyof F]: undefined extends ReturnType<F[Name]> ? Name : never;
}[keyof F];

/** The values that declared fields give; what may be undefined may be left out. */
export type Values<F extends Fields> = { readonly [Name in MayMiss<F>]?: ReturnType<F[Name]> } & {
  readonly [Name in Exclude<keyof F, MayMiss<F>>]: ReturnType<F[Name]>;
};

/** Refuses a value that was not sent. */
export function present(value: unknown, at: string): unknown {
  if (value === undefined) throw invalid(`${at}: Field required`);
  return value;
}

/** Lets a field be left out. */
export const optional =
  <T>(field: Field<T>): Field<T | undefined> =>
  (value, at) =>
    value === undefined ? undefined : field(value, at);

/** Lets a field be null in a body. */
export const nullable =
  <T>(field: Field<T>): Field<T | null> =>
  (value, at) =>
    value === null ? null : field(value, at);

/** Gives a field a value for when it is left out. */
export const fallback =
  <T>(field: Field<T>, value: T): Field<T> =>
  (given, at) =>
    given === undefined ? value : field(given, at);

/** Takes an empty query value as one left out: that is how clients write a null (`page=`). */
export const emptyAsAbsent =
  <T>(field: Field<T>): Field<T | undefined> =>
  (value, at) =>
    value === undefined || value === '' ? undefined : field(value, at);

/** Takes the first reading that fits. */
export const either =
  <A, B>(first: Field<A>, second: Field<B>, fitsFirst: (value: unknown) => boolean): Field<A | B> =>
  (value, at) =>
    fitsFirst(value) ? first(value, at) : second(value, at);

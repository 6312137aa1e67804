import { invalid } from '../errors.js';

/** Parses one value, or throws a 400 that names the field. `undefined` means that the value was not sent. */
export type FieldParser<T> = (value: unknown, at: string) => T;

/** The declared fields of a query or of a body. */
export type FieldParsers = Readonly<Record<string, FieldParser<unknown>>>;

type MayMiss<F extends FieldParsers> = {
  [Name in keyof F]: undefined extends ReturnType<F[Name]> ? Name : never;
}[keyof F];

/** The parsed values of declared fields; a field whose value may be undefined is optional. */
export type ParsedValues<F extends FieldParsers> = { readonly [Name in MayMiss<F>]?: ReturnType<F[Name]> } & {
  readonly [Name in Exclude<keyof F, MayMiss<F>>]: ReturnType<F[Name]>;
};

/** Rejects a missing value. */
export function present(value: unknown, at: string): unknown {
  if (value === undefined) throw invalid(`${at}: Field required`);
  return value;
}

/** Makes a field optional. */
export const optional =
  <T>(field: FieldParser<T>): FieldParser<T | undefined> =>
  (value, at) =>
    value === undefined ? undefined : field(value, at);

/** Allows null in a body. */
export const nullable =
  <T>(field: FieldParser<T>): FieldParser<T | null> =>
  (value, at) =>
    value === null ? null : field(value, at);

/** Sets the default of a field. */
export const fallback =
  <T>(field: FieldParser<T>, value: T): FieldParser<T> =>
  (given, at) =>
    given === undefined ? value : field(given, at);

/** Treats an empty query value as missing: clients serialize null that way (`page=`). */
export const emptyAsAbsent =
  <T>(field: FieldParser<T>): FieldParser<T | undefined> =>
  (value, at) =>
    value === undefined || value === '' ? undefined : field(value, at);

/** Uses the first parser, or the second one if the value does not fit the first. */
export const either =
  <A, B>(
    first: FieldParser<A>,
    second: FieldParser<B>,
    fitsFirst: (value: unknown) => boolean,
  ): FieldParser<A | B> =>
  (value, at) =>
    fitsFirst(value) ? first(value, at) : second(value, at);

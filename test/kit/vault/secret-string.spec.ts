import { inspect } from 'node:util';
import { serialize } from 'node:v8';
import { SecretString } from '../../../src/kit/vault/secret-string.js';

const CANARY = 'sk-ant-admin01-canary';
const secret = new SecretString(CANARY);

describe('SecretString', () => {
  test.each<[road: string, print: () => unknown]>([
    ['String', () => String(secret)],
    ['a template', () => `${secret}`],
    ['concatenation', () => '' + secret],
    ['JSON', () => JSON.parse(JSON.stringify(secret))],
    ['util.inspect', () => inspect(secret)],
    ['util.inspect with hidden properties', () => inspect(secret, { showHidden: true, depth: Infinity })],
    ['an error message', () => new Error(`${secret}`).message],
  ])('prints [redacted] through %s', (_road, print) => {
    expect(print()).toBe('[redacted]');
  });

  test.each<[road: string, copy: () => unknown]>([
    ['a spread', () => ({ ...secret })],
    ['Object.assign', () => Object.assign({}, secret)],
    ['Object.entries', () => Object.fromEntries(Object.entries(secret))],
    ['structuredClone', () => structuredClone(secret)],
  ])('copies to nothing through %s', (_road, copy) => {
    expect(copy()).toEqual({});
  });

  test('leaves no trace in a nested object, in its own properties or in serialized bytes', () => {
    const nested = { config: { list: [secret], map: new Map([[secret, secret]]) } };

    const printed = [
      inspect(nested, { showHidden: true, depth: Infinity, getters: true, showProxy: true }),
      JSON.stringify(nested),
      String(Reflect.ownKeys(secret)),
      serialize({ ...nested, config: { list: [structuredClone(secret)] } }).toString('latin1'),
    ];

    expect(printed.join('\n')).not.toContain('canary');
  });

  test('cannot be given a property', () => {
    expect(() => Object.assign(secret, { text: CANARY })).toThrow(TypeError);
  });

  test('hands out its text when asked to', () => {
    expect(secret.reveal()).toBe(CANARY);
  });

  test.each([
    ['equals', 'the same text', CANARY, true],
    ['differs from', 'another text of the same length', 'sk-ant-admin01-canarz', false],
    ['differs from', 'a shorter text', 'sk-ant-admin01', false],
    ['differs from', 'an empty text', '', false],
  ])('%s a secret with %s', (_verb, _case, other, equal) => {
    expect(secret.equals(new SecretString(other))).toBe(equal);
  });
});

import { readFileSync } from 'node:fs';

const SOURCE = new URL('../../platform/src/', import.meta.url);

/** The modules that a file imports as soon as it is loaded; types are gone by then. */
const importsOf = (file: URL): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)(?! type)[^;]*? from '([^']+)';/gms)].map(
    ([, name = '']) => name,
  );

/** Everything that is loaded with a file of the platform: its own files, and packages by their names. */
function loadedWith(file: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(file.href)) return seen;
  seen.add(file.href);
  for (const name of importsOf(file)) {
    if (name.startsWith('.')) loadedWith(new URL(name.replace(/\.js$/, '.ts'), file), seen);
    else seen.add(name);
  }
  return seen;
}

const ofTracing = (names: Set<string>): string[] =>
  [...names].filter((name) => /opentelemetry|\/tracing\/spans\//.test(name));

it('loads nothing of OpenTelemetry with the platform', () => {
  const loaded = loadedWith(new URL('app.ts', SOURCE));

  expect(loaded).toContain(new URL('tracing/tracing.ts', SOURCE).href);
  expect(loaded).toContain('@nestjs/core');
  expect(ofTracing(loaded)).toEqual([]);
});

it('loads it to trace', () => {
  const loaded = loadedWith(new URL('tracing/spans/start-tracing.ts', SOURCE));

  expect(ofTracing(loaded)).toEqual(expect.arrayContaining(['@opentelemetry/sdk-trace-node']));
});

import { seededRandom } from '../seeded-random.mjs';
import { FAULTS } from './faults.mjs';
import { openWorld } from './world.mjs';

/** Codes of the API that say what became of a request, with the writes that return them. */
const OUTCOMES = [
  ['workspaces_create', 'workspace_created_incomplete'],
  ['workspaces_update', 'change_outcome_unknown'],
  ['workspaces_archive', 'storage_attached_during_archive'],
  ['workspaces_archive', 'authorization_check_unavailable'],
  ['external_storage_create', 'authorization_check_unavailable'],
  ['external_storage_activate', 'authorization_check_unavailable'],
];
const MOST_FAULTS = 3;
/** A caller that gives up does so within this time, milliseconds. */
const PATIENCE_MS = 6;

/**
 * Invokes random writes with random faults, and compares what each outcome says with what happened.
 *
 * @returns a sentence for each mistake, and how often each effect was reported
 */
export async function soakEffects({ runs, seed, signal, onRun }) {
  const random = seededRandom(seed);
  const world = await openWorld({ maxRetries: 2 });
  const findings = [];
  const figures = { runs: 0 };
  try {
    for (let nth = 1; nth <= runs; nth += 1) {
      signal?.throwIfAborted();
      const { actionId, faults, patience } = randomCall(random, world.writes);
      const context = patience === undefined ? {} : { signal: AbortSignal.timeout(patience) };
      const { outcome, mistakes } = await world.run(actionId, faults, context);
      const effect = outcome.ok ? 'success' : `failure, effect ${outcome.error.effect}`;
      figures.runs = nth;
      figures[effect] = (figures[effect] ?? 0) + 1;
      for (const mistake of mistakes)
        findings.push(`run ${nth}: ${actionId} with ${JSON.stringify(faults)}: ${mistake}`);
      onRun?.(nth);
    }
  } finally {
    await world.close();
  }
  return { findings, figures };
}

function randomCall(random, writes) {
  const patience = random.oneIn(10) ? random.below(PATIENCE_MS) : undefined;
  if (random.oneIn(10)) {
    const [actionId, error_code] = random.pick(OUTCOMES);
    return { actionId, faults: [{ kind: 'outcome', error_code }], patience };
  }
  const faults = Array.from({ length: random.below(MOST_FAULTS + 1) }, () =>
    random.pick(Object.values(FAULTS)),
  );
  return { actionId: random.pick(writes), faults, patience };
}

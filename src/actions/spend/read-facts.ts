import { ActionRefusal, type ActionSteps } from '../../kit/catalog/index.js';
import { hasAnalytics, readAnalytics } from './analytics-source.js';
import { allOf, type FactsAsked, type FactsRead } from './facts-asked.js';
import { ledgerPart, readLedger } from './ledger-source.js';
import { lackOfLegacy, legacyRefusal, readLegacy } from './legacy-source.js';
import { isForHipaa } from './report-rows.js';

/**
 * Reads the facts of a question: from the ledger of the host as far as it holds them, else from the analytics reports, and
 * from the older reports where these have no data. One question has one source; the ledger is made of the analytics reports.
 * @param whole - the range that needs one source, where the question is a part of it.
 * @throws ActionRefusal for what the older reports, which alone have the data, cannot tell apart.
 */
export async function readFacts(
  steps: ActionSteps,
  asked: FactsAsked,
  whole = asked.range,
): Promise<FactsRead> {
  const part = await ledgerPart(steps, asked);
  if (asked.asOf !== undefined) {
    if (!part) throw notKept();
    const kept = await readLedger(steps, part, asked);
    return { ...kept, why: 'The host keeps what was known at that moment.' };
  }
  if (part) {
    const rest = { from: part.range.until, until: asked.range.until };
    if (rest.from >= rest.until)
      return { ...(await readLedger(steps, part, asked)), why: 'The host keeps the whole range.' };
    const [kept, fresh] = await allOf([
      readLedger(steps, part, asked),
      readAnalytics(steps, { ...asked, range: rest }),
    ]);
    const refreshed = [fresh?.refreshedAt, kept?.refreshedAt].filter((one) => one !== undefined);
    return {
      facts: [...(kept?.facts ?? []), ...(fresh?.facts ?? [])],
      source: 'ledger_and_analytics',
      why: 'The host keeps the range but its last days, which are from the analytics reports.',
      ...(refreshed[0] === undefined ? {} : { refreshedAt: refreshed[0] }),
      ...(fresh?.cut ? { cut: fresh.cut } : {}),
    };
  }
  if (!hasAnalytics(whole.from, steps.now)) {
    const why = 'analytics reports begin on 2026-01-01 and reach back 365 days.';
    return legacy(
      steps,
      asked,
      why,
      'Ask for a range within the last 365 days that begins on or after 2026-01-01.',
    );
  }
  try {
    return { ...(await readAnalytics(steps, asked)), why: 'The analytics reports have the whole range.' };
  } catch (error) {
    if (!(error instanceof Error && isForHipaa(error))) throw error;
    const why = 'the API offers no analytics reports to organizations with HIPAA readiness.';
    return legacy(steps, asked, why, 'Ask for costs by model or workspace, or for tokens, in days.');
  }
}

async function legacy(steps: ActionSteps, asked: FactsAsked, why: string, fix: string): Promise<FactsRead> {
  const lack = lackOfLegacy(asked);
  if (lack !== undefined) throw legacyRefusal(lack, why, fix);
  return { ...(await readLegacy(steps, asked)), why: `${why.charAt(0).toUpperCase()}${why.slice(1)}` };
}

const notKept = (): ActionRefusal =>
  new ActionRefusal(
    'What was known at an earlier moment is answered by a ledger of the host only, and there is none of this range.',
    'Leave out as_of for the figures of today.',
  );

import type { AxiosResponse } from 'axios';
import type { EventSink, EventSubject } from '../events.js';
import type { Runtime } from '../runtime.js';
import { TransportFailure } from '../transport/transport-failure.js';

/** Reports the start and the end of an attempt, and passes its outcome on as it is. */
export async function observe(
  send: () => Promise<AxiosResponse<string>>,
  emit: EventSink,
  subject: EventSubject,
  attempt: number,
  { now }: Pick<Runtime, 'now'>,
): Promise<AxiosResponse<string>> {
  const started = now();
  const finish = (result: number | TransportFailure['kind']): void =>
    emit({ type: 'attempt_finished', subject, attempt, durationMs: now() - started, result });
  emit({ type: 'attempt_started', subject, attempt });
  try {
    const answer = await send();
    finish(answer.status);
    return answer;
  } catch (error) {
    finish(error instanceof TransportFailure ? error.kind : 'protocol');
    throw error;
  }
}

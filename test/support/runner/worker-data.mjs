/**
 * Loaded first in every worker of the test runner. A worker asks for its settings once, and the runner answers all
 * workers that wait at that moment and forgets them: a worker that is still starting would miss the answer and wait
 * forever. So the answer is kept whenever it comes, and given again when the worker asks.
 */
const REQUEST = 'jest-light-runner-get-worker-data';
const RESPONSE = 'jest-light-runner-worker-data';

if (process.send && process.env.TINYPOOL_WORKER_ID !== undefined) {
  const send = process.send.bind(process);
  let response;
  // Not before the pool listens: whoever listens first makes Node deliver messages, and the others would miss them.
  process.on('newListener', function keep(event) {
    if (event !== 'message') return;
    process.off('newListener', keep);
    process.on('message', (message) => {
      if (message?.type === RESPONSE) response = message;
    });
  });
  process.send = (message, ...rest) => {
    if (message === REQUEST && response) {
      setImmediate(() => process.emit('message', response));
      return true;
    }
    return send(message, ...rest);
  };
}

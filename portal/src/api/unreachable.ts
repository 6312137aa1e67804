/** Nobody answered: the platform is down, or the network between is. What was sent may or may not have arrived. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(cause?: unknown) {
    super('The platform cannot be reached.', { cause });
  }
}

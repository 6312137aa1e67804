import type { Response } from 'express';
import type { Principal } from '../auth/principal.js';

/** What is learnt about a request on its way, for its answer and its line in the log. */
export interface Locals {
  requestId: string;
  /** Known once the guard has let the request in. */
  principal?: Principal;
  /** The code of the problem that it was answered with. */
  problemCode?: string;
}

/** The notes on a request. Express keeps them with the response. */
export const localsOf = (response: Response): Locals => response.locals as Locals;

import { HttpException } from '@nestjs/common';
import type { Blame, Outcome } from 'anthropic-admin-connector';

/** Who has to act decides what this application answers. */
const STATUS: Readonly<Record<Blame, number>> = {
  caller: 422,
  configuration: 424,
  upstream: 502,
  connector: 500,
};

/**
 * The data of an outcome.
 * @throws HttpException with what went wrong and what to do about it.
 */
export function dataOf<Data>(outcome: Outcome<Data>): Data {
  if (outcome.ok) return outcome.data;
  const { code, blame, message, fix, limitation } = outcome.error;
  throw new HttpException({ code, message, fix, instead: limitation?.alternative }, STATUS[blame]);
}

import {
  ActionRefusal,
  action,
  msg,
  type ActionSteps,
  type ComposedHandler,
} from '../../kit/catalog/index.js';
import {
  ACCESS_REVIEWS,
  MOST_REVIEW_ROWS,
  MOST_REVIEWS_LISTED,
  REVIEW_REASONS,
  type AccessReview,
  type AccessReviews,
  type ReviewRow,
} from '../../reports/access-reviews.js';
import { placeText, readPlace } from '../../reports/spend-cursor.js';
import { countOf } from '../foresight/words.js';
import {
  IDLE_DAYS,
  type AccessReviewCreateInput,
  type AccessReviewDecideInput,
  type AccessReviewListInput,
} from './access-review.inputs.js';
import type {
  AccessReviewCreated,
  AccessReviewDecided,
  AccessReviewHead,
  AccessReviewListing,
  AccessReviewRow,
} from './access-review.outputs.js';
import { foundAccess } from './found-access.js';
import { readAccess } from './read-access.js';

const LIST = 'access_review_list';
const PRESET = 25;

/** Reads who has access, and keeps what somebody should decide about. */
export const createReview: ComposedHandler<AccessReviewCreateInput> = async (input, steps) => {
  const { idle_days: days = IDLE_DAYS, title = `Access review of ${textOf(steps).slice(0, 10)}` } = input;
  const store = storeOf(steps);
  const { read, unread } = await readAccess(steps, days);
  const rows = foundAccess(read, { now: steps.now, days });
  if (rows.length > MOST_REVIEW_ROWS)
    throw new ActionRefusal(
      `There are ${countOf(rows.length, 'row')} to review; one review has ${countOf(MOST_REVIEW_ROWS, 'row')} at most.`,
      'Ask for more days in idle_days, or clean up unused keys first.',
    );
  for (const warning of unread) steps.warn(warning);
  const review = await store.add(steps.owner, {
    title,
    at: textOf(steps),
    by: byOf(steps),
    days,
    unread,
    rows,
  });
  const reasons = REVIEW_REASONS.map((reason) => ({
    reason,
    rows: rows.filter((row) => row.reasons.includes(reason)).length,
  })).filter(({ rows: count }) => count > 0);
  const created: AccessReviewCreated = {
    summary: `${countOf(rows.length, 'row')} to decide.${unread.length > 0 ? ' Not everything could be read.' : ''}`,
    review: headOf(review),
    reasons,
  };
  return created;
};

/** Lists the latest reviews, or the rows of one. */
export const listReviews: ComposedHandler<AccessReviewListInput> = async (input, steps) => {
  const store = storeOf(steps);
  const { review_id: id, limit = PRESET, show = 'all' } = input;
  if (id === undefined) {
    const reviews = await store.latest(steps.owner, MOST_REVIEWS_LISTED);
    return {
      summary: `${countOf(reviews.length, 'review')}.`,
      reviews: reviews.map(headOf),
      rows: [],
      next_page: null,
    };
  }
  // A caller may see of a review what these lists would show.
  await Promise.all(['users_list', 'api_keys_list', 'workspaces_list'].map((one) => steps.allow(one, {})));
  const review = await store.find(steps.owner, id);
  if (!review) throw noReview(id);
  const [after = 0] = readPlace(input.page, LIST, input) ?? [];
  const found = await store.rows(steps.owner, id, { after, limit: limit + 1, open: show === 'open' });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const listing: AccessReviewListing = {
    summary: `${countOf(review.rows, 'row')}, ${review.decided.toLocaleString('en-US')} decided.`,
    reviews: [headOf(review)],
    rows: rows.map(rowOf),
    next_page: found.length > limit && last ? placeText([last.row, 0, 0], LIST, input) : null,
  };
  return listing;
};

/** Decides rows of a review. What would end the access is returned, and not run. */
export const decideReview: ComposedHandler<AccessReviewDecideInput> = async (input, steps) => {
  const { review_id: id, rows: numbers, decision, note } = input;
  const store = storeOf(steps);
  if (!(await store.find(steps.owner, id))) throw noReview(id);
  const decided = { decision, by: byOf(steps), at: textOf(steps), ...(note === undefined ? {} : { note }) };
  const rows = await store.decide(steps.owner, id, numbers, decided);
  if (!rows)
    throw new ActionRefusal(
      'The review has not all of these rows; none was decided.',
      msg`Read their numbers with ${action(LIST)}.`,
      { actionId: LIST, input: { review_id: id } },
    );
  const ready = decision === 'remove' ? rows.filter(({ next }) => next).length : 0;
  const answer: AccessReviewDecided = {
    summary: `${countOf(rows.length, 'row')}: ${decision}.${
      decision === 'remove'
        ? ` Nothing was removed yet: ${countOf(ready, 'action is', 'actions are')} ready to run.`
        : ''
    }`,
    review_id: id,
    rows: rows.map(({ row, next }) => ({
      row,
      decided,
      ...(next && decision === 'remove' ? { next: { ...next, input: { ...next.input } } } : {}),
    })),
  };
  return answer;
};

function storeOf(steps: ActionSteps): AccessReviews {
  const store = steps.source(ACCESS_REVIEWS) as AccessReviews | undefined;
  if (store) return store;
  throw new ActionRefusal(
    'This host keeps no access reviews.',
    'Run the action on the reference platform, or give the connector a store: sources: { access_reviews }.',
  );
}

const noReview = (id: string): ActionRefusal =>
  new ActionRefusal(
    `This connection has no access review with the id ${id}.`,
    msg`Run ${action(LIST)} without review_id to see the latest ones.`,
    { actionId: LIST, input: {} },
  );

const byOf = ({ owner }: ActionSteps): string => owner.actor?.id ?? 'unknown';

const textOf = ({ now }: ActionSteps): string => new Date(now).toISOString();

const headOf = ({ id, title, at, by, days, rows, decided, unread }: AccessReview): AccessReviewHead => ({
  review_id: id,
  title,
  created_at: at,
  created_by: by,
  idle_days: days,
  rows,
  decided,
  unread: [...unread],
});

const rowOf = ({ reasons, next, decided, ...row }: ReviewRow): AccessReviewRow => ({
  ...row,
  reasons: [...reasons],
  ...(next ? { next: { ...next, input: { ...next.input } } } : {}),
  ...(decided ? { decided } : {}),
});

import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the tables of access reviews and their rows. */
export async function accessReviews(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('access_reviews')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('connector', text, (column) => column.notNull())
    .addColumn('connection', text, (column) => column.notNull())
    .addColumn('organization_id', text)
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('created_by', text, (column) => column.notNull())
    .addColumn('row_count', integer, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addColumn('mac', text, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('access_reviews_of')
    .on('access_reviews')
    .columns(['tenant_id', 'created_at', 'id'])
    .execute();
  await db.schema
    .createTable('access_review_rows')
    .addColumn('review_id', text, (column) => column.notNull())
    .addColumn('row_number', integer, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addColumn('decided', text)
    .addColumn('decision', text)
    .addColumn('mac', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('access_review_rows_pk', ['review_id', 'row_number'])
    .execute();
}

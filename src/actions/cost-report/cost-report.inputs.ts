import { IsIn } from 'class-validator';
import { Describe, ListOf, Optional } from '../../kit/catalog/index.js';
import { ReportWindowInput } from '../usage-report/usage-report.inputs.js';

/** Dimensions that cost can be grouped by. */
export const COST_GROUP_BY = ['description', 'workspace_id'] as const;

/** Input of `cost_report_get`. */
export class CostReportInput extends ReportWindowInput {
  @Optional()
  @IsIn(['1d'])
  @Describe('Width of a bucket: costs are available per day only.', { default: '1d' })
  bucket_width?: '1d';

  @Optional()
  @ListOf(COST_GROUP_BY)
  @Describe(
    'Dimensions to group by; description also fills in the model, token type, tier, context window and geo.',
  )
  group_by?: (typeof COST_GROUP_BY)[number][];
}

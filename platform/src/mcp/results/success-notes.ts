import type { Success } from 'anthropic-admin-connector';

/** What a model must not overlook beside the data of a success. */
export function successNotes({ page, meta }: Success<unknown>, tool: string): string[] {
  const { dryRun, partial, warnings = [] } = meta;
  return [
    ...(dryRun ? ['A dry run: nothing was sent. This is the request that would have gone out.'] : []),
    ...(partial ? [`The list was cut short and is not complete: ${partial.message}`] : []),
    ...(page?.hasMore && page.next
      ? [`There is more: call ${tool} again with ${JSON.stringify(page.next)} added to the same arguments.`]
      : []),
    ...warnings,
  ];
}

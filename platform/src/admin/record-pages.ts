import type { CredentialRecord, CredentialRecords } from '../stores/credential-records.js';

/**
 * All records, a page at a time and once each.
 * @param notKeyId - asked before each page: leaves out what is under this key.
 */
export async function* recordPages(
  records: CredentialRecords,
  limit: number,
  notKeyId?: () => Promise<string>,
): AsyncGenerator<readonly CredentialRecord[], void, undefined> {
  for (let after: string | undefined; ;) {
    const page = await records.page({
      limit,
      ...(after !== undefined && { after }),
      ...(notKeyId && { notKeyId: await notKeyId() }),
    });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    after = page.at(-1)?.id;
  }
}

/**
 * Tells whether an `If-None-Match` header names a tag. Express's own `fresh` answers no wherever the request says
 * `cache-control: no-cache`, which the fetch of Node adds to every request with the header.
 */
export const namesTag = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*');

import { PlatformError } from '../problems/platform-error.js';

/** What a body parser complains of, by the type of its error. Its own messages quote the body, which may hold a key. */
const COMPLAINTS: Readonly<Record<string, () => PlatformError>> = {
  'entity.parse.failed': () =>
    new PlatformError('malformed_request', {
      message: 'The body is not valid JSON.',
      fix: 'Send one JSON object, such as {"connection": "default", "input": {}}.',
    }),
  'entity.too.large': () =>
    new PlatformError('payload_too_large', {
      message: 'The body is larger than 1 MB.',
      fix: 'Send less at once; no action takes that much.',
    }),
  'encoding.unsupported': () =>
    new PlatformError('unsupported_media_type', {
      message: 'The content encoding of the body is not supported.',
      fix: 'Send the body as it is, or with Content-Encoding: gzip.',
    }),
  'charset.unsupported': () =>
    new PlatformError('unsupported_media_type', {
      message: 'The character set of the body is not supported.',
      fix: 'Send the body in UTF-8.',
    }),
};

/** The problem of a body that could not be read. */
export function bodyProblem(error: unknown): PlatformError {
  const complaint = COMPLAINTS[String((error as { type?: unknown }).type)];
  if (complaint) return complaint();
  return new PlatformError('malformed_request', {
    message: 'The body could not be read to its end.',
    fix: 'Send it again, with a Content-Length that is right.',
  });
}

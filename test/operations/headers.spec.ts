import { bootWith } from '../database/support/boot-stored.js';

test.each(['/health', '/v1/connectors', '/nowhere'])(
  'lets a browser do nothing with an answer of %s',
  async (path) => {
    const { url } = await bootWith({});

    const { headers } = await fetch(`${url}${path}`);

    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-powered-by')).toBeNull();
  },
);

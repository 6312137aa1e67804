/** A way to use a token, with the text to copy. */
export interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/**
 * How a token is used through each door.
 * @param platform - URL of the platform, with a trailing slash
 */
export const snippetsOf = (token: string, platform: string): readonly Snippet[] => [
  { id: 'mcp', title: 'mcp.json', text: mcpJson(token, platform) },
  {
    id: 'sdk',
    title: 'SDK',
    text: [
      "import Anthropic from '@anthropic-ai/sdk';",
      '',
      '// The environment has PLATFORM_TOKEN: keep the token out of the code.',
      'const client = new Anthropic({',
      `  baseURL: ${JSON.stringify(`${platform}v1/connectors/anthropic/api`)},`,
      '  apiKey: process.env.PLATFORM_TOKEN,',
      '});',
      '',
      "const users = await client.get('/v1/organizations/users');",
      'console.log(users);',
    ].join('\n'),
  },
  {
    id: 'curl',
    title: 'curl',
    text: [
      `export PLATFORM_TOKEN=${token}`,
      `curl ${platform}v1/connectors/anthropic/actions/users_list/invoke \\`,
      '  -H "Authorization: Bearer $PLATFORM_TOKEN" \\',
      "  -H 'Content-Type: application/json' -d '{}'",
    ].join('\n'),
  },
];

const mcpJson = (token: string, platform: string): string =>
  JSON.stringify(
    {
      mcpServers: {
        'anthropic-admin': {
          type: 'http',
          url: `${platform}mcp`,
          headers: { Authorization: `Bearer ${token}` },
        },
      },
    },
    null,
    2,
  );

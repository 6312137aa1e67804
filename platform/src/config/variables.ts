import { oneOf, postgresUrl, text, url, whole, word } from './variable.js';

/** How talkative the log may be, from everything to nothing. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** What tokens name as issuer and audience where nothing else is set. */
export const OWN_NAME = 'anthropic-admin-platform';

/** The fewest characters of a signing secret: HS256 wants as many bits as its hash has. */
export const SECRET_MIN_LENGTH = 32;

/** The environment variables of the platform; the connector reads its own (ANTHROPIC_...). */
export const VARIABLES = {
  PORT: whole(0, 65_535, 3000),
  HOST: text('an address to listen on', { sample: '127.0.0.1', standard: '127.0.0.1' }),
  DATA_DIR: text('a folder for what the platform keeps', { sample: '.data', standard: '.data' }),
  DATABASE_URL: postgresUrl(),
  PLATFORM_ENVIRONMENT: word('a name for this installation, which its records are bound to', 'development'),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  PLATFORM_JWT_SECRET: text(`a secret of at least ${SECRET_MIN_LENGTH} characters`, {
    sample: 'the output of: openssl rand -base64 48',
    standard: undefined,
    min: SECRET_MIN_LENGTH,
  }),
  PLATFORM_JWKS_URL: url('the URL of a JWKS', 'https://login.example.com/.well-known/jwks.json'),
  PLATFORM_JWT_ISSUER: text('the issuer of the tokens', {
    sample: 'https://login.example.com',
    standard: undefined,
  }),
  PLATFORM_JWT_AUDIENCE: text('the audience of the tokens', { sample: OWN_NAME, standard: undefined }),
};

/** Name of a variable of the platform. */
export type VariableName = keyof typeof VARIABLES;

/** The variables whose value never stands in a message. */
export const SECRET_VARIABLES: readonly VariableName[] = ['PLATFORM_JWT_SECRET', 'DATABASE_URL'];

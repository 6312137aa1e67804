import { optional, readEnvironment, secret, trimmed } from './environment.js';

/** The environment variables of an access key of AWS. */
export const AWS_VARIABLES = {
  AWS_ACCESS_KEY_ID: optional(trimmed(), {
    desc: 'the id of an access key',
    example: 'AKIAIOSFODNN7EXAMPLE',
  }),
  AWS_SECRET_ACCESS_KEY: secret(
    optional(trimmed(), { desc: 'the secret of an access key', example: 'its text' }),
  ),
  AWS_SESSION_TOKEN: secret(optional(trimmed(), { desc: 'the token of a session', example: 'its text' })),
};

/** An access key of AWS. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The access key that variables give; undefined where a client of AWS is to look for another one, such as that of a role. Pass it to every
 * client: a client finds no secret in the environment of the process, from which secrets are taken out.
 */
export function awsCredentialsIn(env: NodeJS.ProcessEnv): AwsCredentials | undefined {
  const values = readEnvironment(AWS_VARIABLES, env);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = values;
  const { AWS_SESSION_TOKEN: sessionToken } = values;
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

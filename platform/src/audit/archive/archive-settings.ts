import { AWS_VARIABLES, awsCredentialsIn, type AwsCredentials } from '../../config/aws-credentials.js';
import { httpUrl, isProtected, optional, readEnvironment, withDefault } from '../../config/environment.js';

const protectedUrl = (text: string): URL | undefined =>
  httpUrl(text) !== undefined && isProtected(new URL(text)) ? new URL(text) : undefined;

/** The environment variables of archives in a bucket. */
export const ARCHIVE_VARIABLES = {
  AUDIT_ARCHIVE_S3_ENDPOINT: optional(protectedUrl, {
    desc: 'the https URL of an S3-compatible store (http on this machine alone)',
    example: 'https://minio.example.com:9000',
  }),
  AUDIT_ARCHIVE_S3_REGION: withDefault((text) => (/^[a-z0-9-]{1,64}$/.test(text) ? text : undefined), {
    desc: 'a region',
    example: 'eu-central-1',
    default: 'us-east-1',
  }),
  ...AWS_VARIABLES,
};

/** How a bucket is reached. */
export interface S3Access {
  /** Another store than AWS S3. */
  readonly endpoint: URL | undefined;
  readonly region: string;
  /** Undefined: they are looked for, such as in the role of the container or of the machine. */
  readonly credentials: AwsCredentials | undefined;
}

/** @throws SettingsError that names the invalid variable and shows a valid value. */
export function s3AccessFrom(env: NodeJS.ProcessEnv): S3Access {
  const values = readEnvironment(ARCHIVE_VARIABLES, env);
  return {
    endpoint: values.AUDIT_ARCHIVE_S3_ENDPOINT,
    region: values.AUDIT_ARCHIVE_S3_REGION,
    credentials: awsCredentialsIn(env),
  };
}

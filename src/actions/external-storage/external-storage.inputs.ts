import { ArrayMaxSize, IsArray, IsIn, IsString, Length, Matches, MaxLength } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import {
  Describe,
  DiscriminatedUnion,
  Id,
  Nullable,
  RequiredOrNull,
  Rule,
  action,
  all,
  msg,
} from '../../kit/catalog/index.js';
import { PagedInput } from '../shared.inputs.js';

const EXTERNAL_STORAGE_ID =
  /^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,127}|arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9-]{1,61}[a-z0-9])$/;
const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
/** Of Google's own names. */
const GOOGLE_NAME = /^goog|google/;
const AWS_ACCOUNT = /^[0-9]{12}$/;
const PROJECT_NUMBER = /^[0-9]+$/;
const PROFILE_OR_EMPTY = /^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,127})?$/;

/** Id of external storage; on Claude Platform on AWS it is the ARN of the bucket. */
const ExternalStorageId = (): PropertyDecorator =>
  all(
    Matches(EXTERNAL_STORAGE_ID, {
      message:
        '$property must be an external storage id such as estrg_01Example, or the ARN of a bucket such as arn:aws:s3:::acme-safety-retention',
    }),
    Describe(msg`Id of the external storage, from ${action('external_storage_list')}.`),
  );

/** The number of a Google Cloud project. */
export const ProjectNumber = (): PropertyDecorator =>
  all(
    MaxLength(20),
    Matches(PROJECT_NUMBER, {
      message: '$property must be a project number such as 123456789012, not a project id',
    }),
  );

/** A bucket in Amazon S3. */
@JSONSchema({ title: 'Amazon S3 (AWS)' })
export class AwsStorageConfig {
  @IsIn(['aws'])
  @Describe('aws: a bucket in Amazon S3.')
  type: 'aws';

  @Matches(AWS_ACCOUNT, { message: '$property must be an AWS account id such as 111122223333' })
  @Describe('AWS account that owns the bucket, 12 digits.', { examples: ['111122223333'] })
  account_id: string;

  @Matches(BUCKET, {
    message:
      '$property must be a bucket name such as acme-retention: 3 to 63 lower-case letters, digits and hyphens',
  })
  @Describe('Name of the bucket without s3://, 3 to 63 lower-case letters, digits and hyphens.', {
    examples: ['acme-safety-retention'],
  })
  bucket_name: string;

  @Length(1, 64)
  @Describe('Region of the bucket; the API refuses a region that it cannot use.', { examples: ['us-east-2'] })
  region: string;
}

/** A bucket in Google Cloud Storage. */
@JSONSchema({ title: 'Google Cloud Storage' })
export class GcpStorageConfig {
  @IsIn(['gcp'])
  @Describe('gcp: a bucket in Google Cloud Storage.')
  type: 'gcp';

  @Rule('must not start with goog or contain google', (name) => !GOOGLE_NAME.test(String(name)))
  @Matches(BUCKET, {
    message:
      '$property must be a bucket name such as acme-retention: 3 to 63 lower-case letters, digits and hyphens',
  })
  @Describe(
    'Name of the bucket without gs://, 3 to 63 lower-case letters, digits and hyphens; not with goog at the start or google in it.',
    { examples: ['acme-safety-retention'] },
  )
  bucket_name: string;

  @ProjectNumber()
  @Describe('Number, not id, of the Google Cloud project that holds the bucket.', {
    examples: ['123456789012'],
  })
  project_number: string;

  @Length(1, 64)
  @Describe('Region of the bucket: one single region; dual-regions and multi-regions are refused.', {
    examples: ['us-east5'],
  })
  region: string;
}

/** The location of a bucket. */
export type StorageConfig = AwsStorageConfig | GcpStorageConfig;

/** Input of `external_storage_get`, `external_storage_delete` and `external_storage_activate`. */
export class ExternalStorageIdInput {
  @ExternalStorageId()
  external_storage_id: string;
}

/** Input of `external_storage_list`. */
export class ExternalStorageListInput extends PagedInput {
  @Nullable()
  @ArrayMaxSize(10)
  @IsArray()
  @Matches(PROFILE_OR_EMPTY, {
    each: true,
    message: 'each value in $property must be a user profile id, or an empty string for storage without one',
  })
  @Describe(
    'Only storage bound to one of these user profiles, at most 10 ids; an empty string means storage bound to none.',
  )
  user_profile_ids?: string[] | null;
}

/** Input of `external_storage_create`. */
export class ExternalStorageCreateInput {
  @DiscriminatedUnion({ aws: AwsStorageConfig, gcp: GcpStorageConfig })
  @Describe('Location of the bucket: Amazon S3 or Google Cloud Storage, each with its own fields.')
  provider_config: StorageConfig;

  @Nullable()
  @IsString()
  @MaxLength(255)
  @Describe('Display name, at most 255 characters.', { examples: ['Safety retention'] })
  display_name?: string | null;

  @Nullable()
  @Id()
  @Describe(
    'Id of the user profile that the storage is bound to; it cannot be changed later. Only workspaces with this profile can use the storage. Omit it for your own bucket.',
  )
  user_profile_id?: string | null;
}

/** Input of `external_storage_update`. */
export class ExternalStorageUpdateInput extends ExternalStorageIdInput {
  @RequiredOrNull()
  @IsString()
  @MaxLength(255)
  @Describe('New display name; null clears it.', { examples: ['Safety retention'] })
  display_name: string | null;
}

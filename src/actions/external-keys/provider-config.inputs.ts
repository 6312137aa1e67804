import { IsIn, IsString, Length, Matches, MaxLength } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Describe, Nullable, DiscriminatedUnion } from '../../kit/catalog/index.js';

const KMS_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(?:key|alias)\/[A-Za-z0-9/_-]+$/;
const KMS_RESOURCE = /^projects\/[^/\s]+\/locations\/[^/\s]+\/keyRings\/[^/\s]+\/cryptoKeys\/[^/\s]+$/;
const VAULT_URI = /^https:\/\/[A-Za-z0-9-]+\.(?:vault|managedhsm)\.azure\.net\/?$/;

/** A key in AWS KMS. */
@JSONSchema({ title: 'AWS KMS' })
export class AwsKeyConfig {
  @IsIn(['aws'])
  @Describe('aws: a key in AWS KMS.')
  type: 'aws';

  @MaxLength(2048)
  @Matches(KMS_ARN, {
    message: '$property must be an ARN such as arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab',
  })
  @Describe('Full ARN of the KMS key; aliases are not supported on Claude Platform on AWS.', {
    examples: ['arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
  })
  kms_arn: string;

  @Nullable()
  @IsString()
  @Describe('Region of the key; defaults to the region in the ARN.', { examples: ['us-east-1'] })
  region?: string | null;
}

/** A key in Google Cloud KMS. */
@JSONSchema({ title: 'Google Cloud KMS' })
export class GcpKeyConfig {
  @IsIn(['gcp'])
  @Describe('gcp: a key in Google Cloud KMS.')
  type: 'gcp';

  @MaxLength(2048)
  @Matches(KMS_RESOURCE, {
    message: '$property must be a resource such as projects/p/locations/us/keyRings/r/cryptoKeys/k',
  })
  @Describe('Full resource name of the key; it cannot be changed later.', {
    examples: ['projects/acme/locations/us/keyRings/claude/cryptoKeys/main'],
  })
  key_name: string;
}

/** A key in Azure Key Vault or Managed HSM. */
@JSONSchema({ title: 'Azure Key Vault or Managed HSM' })
export class AzureKeyConfig {
  @IsIn(['azure'])
  @Describe('azure: a key in Azure Key Vault or Managed HSM.')
  type: 'azure';

  @Length(1, 2048)
  @Describe('Name of the key in its vault.', { examples: ['claude-main'] })
  key_name: string;

  @Length(1, 256)
  @Describe('Id of the Azure AD tenant.', { examples: ['72f988bf-86f1-41af-91ab-2d7cd011db47'] })
  tenant_id: string;

  @MaxLength(2048)
  @Matches(VAULT_URI, { message: '$property must be a vault URL such as https://acme.vault.azure.net' })
  @Describe('URL of the vault: https://{name}.vault.azure.net or https://{name}.managedhsm.azure.net.', {
    examples: ['https://acme.vault.azure.net'],
  })
  vault_uri: string;

  @Nullable()
  @IsString()
  @Describe("Id of an application in your own directory; defaults to Anthropic's application.")
  client_id?: string | null;
}

/** The location of a key. */
export type KeyConfig = AwsKeyConfig | GcpKeyConfig | AzureKeyConfig;

/** A field for the location of a key. */
export const IsKeyConfig = (): PropertyDecorator =>
  DiscriminatedUnion({ aws: AwsKeyConfig, gcp: GcpKeyConfig, azure: AzureKeyConfig });

import { Matches } from 'class-validator';

const EXTERNAL_KEY_ID =
  /^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,127}|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[A-Za-z0-9-]{1,128})$/;

/** Id of an external key; on Claude Platform on AWS it is the ARN of the KMS key. */
export const ExternalKeyId = (): PropertyDecorator =>
  Matches(EXTERNAL_KEY_ID, {
    message: '$property must be an external key id or the ARN of an AWS KMS key',
  });

/** Words with a special capitalization. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['api', 'API'],
  ['id', 'ID'],
  ['ids', 'IDs'],
  ['url', 'URL'],
  ['uri', 'URI'],
  ['arn', 'ARN'],
  ['aws', 'AWS'],
  ['cmek', 'CMEK'],
  ['gcp', 'GCP'],
  ['kms', 'KMS'],
  ['rbac', 'RBAC'],
]);

/** A name as a person reads it: `api_key_ids` becomes "API key IDs". */
export function titleOf(name: string): string {
  const words = name.split(/[_.\s]+/).map((word) => WRITTEN.get(word.toLowerCase()) ?? word);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

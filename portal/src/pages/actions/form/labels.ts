/** Words with a special capitalization. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['api', 'API'],
  ['id', 'ID'],
  ['ids', 'IDs'],
  ['url', 'URL'],
  ['uri', 'URI'],
  ['arn', 'ARN'],
  ['aws', 'AWS'],
  ['gcp', 'GCP'],
  ['kms', 'KMS'],
  ['rbac', 'RBAC'],
]);

/** The label of a field: `api_key_ids` becomes "API key IDs". */
export function labelOf(name: string): string {
  const words = name.split(/[_.\s]+/).map((word) => WRITTEN.get(word.toLowerCase()) ?? word);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

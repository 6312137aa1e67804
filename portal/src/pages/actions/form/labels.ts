/** Words that are written otherwise than by their letters alone. */
const WRITTEN: Readonly<Record<string, string>> = {
  api: 'API',
  id: 'ID',
  ids: 'IDs',
  url: 'URL',
  uri: 'URI',
  arn: 'ARN',
  kms: 'KMS',
  rbac: 'RBAC',
};

/** The name of a field as people read it: `api_key_ids` is "API key IDs". */
export function labelOf(name: string): string {
  const words = name.split(/[_.\s]+/).map((word) => WRITTEN[word.toLowerCase()] ?? word);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

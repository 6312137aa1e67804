/** The sources that are made from contract/ and package.json, by their path from the root of the repository. */
export function generateSources(): Promise<Readonly<Record<string, string>>>;

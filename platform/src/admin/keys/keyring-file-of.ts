import { adminSettingsFrom } from '../admin-settings.js';
import { AdminProblem } from '../cli/admin-problem.js';
import { keyringHomeOf, keysAt } from '../keyring-home.js';

/**
 * The keyring file that a command is going to change.
 * @param byHand - what a person has to do where the keys are in variables.
 * @throws AdminProblem that says so, and KeyringError where the file cannot be used.
 */
export async function keyringFileOf(env: NodeJS.ProcessEnv, byHand: string): Promise<string> {
  const settings = adminSettingsFrom(env);
  const home = keyringHomeOf(env, settings);
  // A keyring that the platform refuses is not worth changing.
  await keysAt(home, env, settings);
  if (home.kind === 'file') return home.path;
  throw new AdminProblem(
    `The keys come from the variable CREDENTIAL_KEYS, which no command can change for others. ${byHand}`,
  );
}

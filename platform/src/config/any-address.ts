/** Hosts to listen on that mean every address of the machine, and that nobody can be sent to. */
export const ANY_ADDRESS: readonly string[] = ['0.0.0.0', '::'];

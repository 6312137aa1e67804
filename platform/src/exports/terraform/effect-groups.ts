import type { ActionDescription } from 'anthropic-admin-connector';

/** Actions that one policy is about. */
export interface EffectGroup {
  readonly name: 'reads' | 'changes' | 'destructive';
  readonly actions: readonly ActionDescription[];
}

/** The actions by what a policy makes of their effect. */
export function effectGroups(actions: readonly ActionDescription[]): EffectGroup[] {
  const destructive = actions.filter(({ effect }) => effect.destructive);
  const rest = actions.filter(({ effect }) => !effect.destructive);
  return [
    { name: 'reads', actions: rest.filter(({ effect }) => effect.kind === 'read') },
    { name: 'changes', actions: rest.filter(({ effect }) => effect.kind !== 'read') },
    { name: 'destructive', actions: destructive },
  ];
}

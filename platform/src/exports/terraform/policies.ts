import type { ActionDescription } from 'anthropic-admin-connector';
import { offered, type ExportInput } from '../exporter.js';
import { hclString } from './hcl.js';

/** The actions that one policy applies to. */
interface EffectGroup {
  readonly name: 'reads' | 'changes' | 'destructive';
  readonly actions: readonly ActionDescription[];
}

const WHAT: Readonly<Record<EffectGroup['name'], string>> = {
  reads: 'Admins read',
  changes: 'Admins change what can be changed back',
  destructive: 'Admins ask for what cannot be undone',
};

/** Writes the policies: each effect group is granted to the admin roles, and destructive actions require approval. */
export function policiesFor({ manifest: { id, name }, catalogue }: ExportInput): string {
  // A policy without tools would apply to all tools.
  const groups = effectGroups(offered(catalogue)).filter(({ actions }) => actions.length > 0);
  const blocks = groups.map((group) => grant(group, id, name));
  const destructive = groups.find((group) => group.name === 'destructive');
  return [...blocks, ...(destructive ? [approval(destructive, id, name)] : [])].join('\n');
}

const grant = (
  group: EffectGroup,
  id: string,
  name: string,
): string => `resource "agenco_rbac_policy" "${id}_${group.name}" {
  name              = ${hclString(`${name}: ${WHAT[group.name]}`)}
  enabled           = true
  type              = "rbac-roles"
  keys              = var.admin_roles
  application_ids   = [var.application_id]
  internal_tool_ids = ${toolIds(group, id)}
}
`;

const approval = (
  group: EffectGroup,
  id: string,
  name: string,
): string => `resource "agenco_conditional_policy" "${id}_approval" {
  name              = ${hclString(`${name}: destructive actions require approval`)}
  enabled           = true
  application_ids   = [var.application_id]
  internal_tool_ids = ${toolIds(group, id)}

  targeting {
    then {
      result           = "approval_required"
      approval_flow_id = var.approval_flow_id
    }
  }
}
`;

const toolIds = ({ name }: EffectGroup, id: string): string =>
  `[for route in values(local.${id}_${name}) : local.${id}_tool_ids[route]]`;

/** Groups actions by the policy that their effect requires. */
export function effectGroups(actions: readonly ActionDescription[]): EffectGroup[] {
  const destructive = actions.filter(({ effect }) => effect.destructive);
  const rest = actions.filter(({ effect }) => !effect.destructive);
  return [
    { name: 'reads', actions: rest.filter(({ effect }) => effect.kind === 'read') },
    { name: 'changes', actions: rest.filter(({ effect }) => effect.kind !== 'read') },
    { name: 'destructive', actions: destructive },
  ];
}

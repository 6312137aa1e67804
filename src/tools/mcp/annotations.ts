import type { Effect } from '../../kit/catalog/effects.js';

/** How hints are set: by the specification, or by the rules of Claude's connector directory. */
export const ANNOTATION_PROFILES = ['spec', 'claude-directory'] as const;

/** Name of a set of rules for hints. */
export type AnnotationProfile = (typeof ANNOTATION_PROFILES)[number];

/** The hints by which MCP clients decide whether to ask a person first. */
export interface ToolAnnotations {
  title: string;
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

/** Returns the hints for an effect. */
export function annotationsOf(title: string, effect: Effect, profile: AnnotationProfile): ToolAnnotations {
  const readOnlyHint = effect.kind === 'read';
  return {
    title,
    readOnlyHint,
    // The directory knows two kinds of tools: those that read, and those that a person has to confirm.
    destructiveHint: profile === 'claude-directory' ? !readOnlyHint : effect.destructive,
    idempotentHint: effect.idempotent,
    // Tools act on one organization, not on the open web.
    openWorldHint: false,
  };
}

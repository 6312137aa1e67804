import type { ToolAnnotations } from '@modelcontextprotocol/server';
import type { Effect } from 'anthropic-admin-connector';

/** How hints are set: by the specification, or by the rules of Claude's connector directory. */
export const ANNOTATION_PROFILES = ['spec', 'claude-directory'] as const;

/** Name of a set of rules for hints. */
export type AnnotationProfile = (typeof ANNOTATION_PROFILES)[number];

/** Returns the hints by which clients decide whether to ask a person first. */
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

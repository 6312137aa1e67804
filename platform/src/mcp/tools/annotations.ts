import type { ToolAnnotations } from '@modelcontextprotocol/server';
import type { Effect } from 'anthropic-admin-connector';

/** How the hints are read: as the specification has them, or as Claude's connector directory asks for them. */
export const ANNOTATION_PROFILES = ['spec', 'claude-directory'] as const;

/** Name of such a reading. */
export type AnnotationProfile = (typeof ANNOTATION_PROFILES)[number];

/** The hints that clients decide by, whether they ask a person first. */
export function annotationsOf(title: string, effect: Effect, profile: AnnotationProfile): ToolAnnotations {
  const readOnlyHint = effect.kind === 'read';
  return {
    title,
    readOnlyHint,
    // The directory knows two kinds of tools alone: those that read, and those that a person has to confirm.
    destructiveHint: profile === 'claude-directory' ? !readOnlyHint : effect.destructive,
    idempotentHint: effect.idempotent,
    // What there is to act on is one organization, however large; the open world are web pages and strangers.
    openWorldHint: false,
  };
}

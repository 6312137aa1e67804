import { Describe, READ, action, defineAction, defineResource, msg } from '../../kit/catalog/index.js';
import { ADMIN_KEY_ASSUMED } from '../assumed.js';
import { ProjectNumber } from '../external-storage/external-storage.inputs.js';

/** Input of `google_data_controls_get`. */
export class ProjectNumberInput {
  @ProjectNumber()
  @Describe('Number, not id, of the Google Cloud project.', { examples: ['123456789012'] })
  project_number: string;
}

/** What a Google Cloud project encrypts and stores with, for Claude on Google Cloud. */
export const googleDataControls = defineResource({
  group: {
    id: 'google_data_controls',
    title: 'Google data controls',
    description: 'Encryption keys and buckets of a Google Cloud project that uses Claude.',
  },
  packs: ['keys'],
  samples: { project_number: '123456789012' },
  finders: { project_number: null },
  actions: [
    defineAction({
      id: 'google_data_controls_get',
      operation: 'providers.google.projects.data_controls.retrieve',
      title: 'Show the data controls of a Google Cloud project',
      description: msg`Returns the encryption keys and buckets that a project uses for Claude on Google Cloud's Agent Platform, with the status of each region. The organization must have proved that it owns the project. An Admin key cannot change them. For a key that is listed, use ${action('external_keys_get')}.`,
      route: 'GET /v1/organizations/providers/google/projects/{project_number}/data_controls',
      input: ProjectNumberInput,
      example: { project_number: '123456789012' },
      effect: READ,
      output: 'BetaGoogleManagedProjectDataControls',
      betas: ['google-managed-data-controls-2026-09-01'],
      assumed: ADMIN_KEY_ASSUMED,
    }),
  ],
});

import { timestamp } from '../clock.js';
import { invalid } from '../errors.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { GOOGLE_DATA_CONTROLS_BETA } from './betas.js';

/** The data controls of Google Cloud projects. That an Admin key may read them is assumed. */
export const GOOGLE_DATA_CONTROLS_ROUTES: readonly Route[] = [
  route(
    'providers.google.projects.data_controls.retrieve',
    'GET /v1/organizations/providers/google/projects/{project_number}/data_controls',
    { beta: GOOGLE_DATA_CONTROLS_BETA },
    ({ organization, params: { project_number: number } }) => {
      if (!/^[0-9]+$/.test(number)) throw invalid('project_number: Input should be the number of a project');
      // The 404 of a project that the organization has not proved to own is assumed.
      const { cmek, storage, updatedAt } = organization.googleProjects.mustFind(number);
      return {
        type: 'google_managed_project_data_controls',
        project_number: number,
        cmek,
        storage,
        updated_at: timestamp(updatedAt),
      };
    },
  ),
];

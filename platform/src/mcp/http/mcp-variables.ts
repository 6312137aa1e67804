import { oneOf, url } from '../../config/variable.js';
import { ANNOTATION_PROFILES } from '../tools/annotations.js';
import { hostNames } from './host-names.js';

/** The environment variables of the MCP endpoint. */
export const MCP_VARIABLES = {
  PLATFORM_PUBLIC_URL: url('the URL at which clients reach the platform', 'https://platform.example.com'),
  MCP_ALLOWED_HOSTS: hostNames('names that clients may reach the platform by', 'platform.internal,10.0.0.7'),
  MCP_ALLOWED_ORIGINS: hostNames('names of the sites whose pages may call the platform', 'app.example.com'),
  MCP_ANNOTATIONS: oneOf(ANNOTATION_PROFILES, 'spec'),
};

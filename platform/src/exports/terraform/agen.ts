import type { ActionDescription } from 'anthropic-admin-connector';
import { offered, type ExportInput, type Exporter } from '../exporter.js';
import { platformForm } from '../openapi/request-form.js';
import { hclMap, hclString } from './hcl.js';
import { effectGroups, policiesFor } from './policies.js';
import { variablesFor } from './variables.js';

/** Maximum length of a source's name. */
const SOURCE_NAME_MAX_LENGTH = 36;

/** The connector as a source of Agen.co, with a policy for each effect. */
export const agenTerraform: Exporter = {
  description:
    "Terraform of Frontegg's agenco provider: the source, its tools, and a policy for each effect.",
  mediaType: 'text/plain; charset=utf-8',
  write: (input) =>
    [HEAD, variablesFor(input.server), source(input), localsOf(input), policiesFor(input)].join('\n'),
};

const HEAD = `# Generated from the connector's catalogue. Export it again instead of editing it.
terraform {
  required_providers {
    agenco = {
      source  = "frontegg/agenco"
      version = "~> 1.0"
    }
  }
}
`;

const source = ({ manifest: { id, name } }: ExportInput): string => `resource "agenco_mcp_source" "${id}" {
  application_id = var.application_id
  name           = ${hclString(name.slice(0, SOURCE_NAME_MAX_LENGTH))}
  type           = "REST"
  source_url     = var.platform_url
  api_timeout    = 5000

  override_headers {
    key   = "content-type"
    value = "application/json"
  }

  # The gateway waits 5 seconds: a report that takes longer comes back in part, with the cursor to go on.
  override_headers {
    key   = "x-request-timeout-ms"
    value = "4500"
  }

  dynamic "override_headers" {
    for_each = nonsensitive(var.platform_token != "") ? ["authorization"] : []
    content {
      key   = override_headers.value
      value = "Bearer \${var.platform_token}"
    }
  }
}

resource "agenco_tools_import" "${id}" {
  application_id = var.application_id
  source_id      = agenco_mcp_source.${id}.id
  schema_file    = var.openapi_file
  schema_type    = "openapi"
}

data "agenco_tools" "${id}" {
  application_id = var.application_id
  source_id      = agenco_mcp_source.${id}.id
  depends_on     = [agenco_tools_import.${id}]
}
`;

const localsOf = (input: ExportInput): string => {
  const { manifest, catalogue } = input;
  const { id } = manifest;
  return `locals {
  # Tools by verb and path: their names may be edited in the portal.
  ${id}_tool_ids = {
    for tool in data.agenco_tools.${id}.tools : "\${upper(tool.original_method)} \${tool.original_path}" => tool.id
  }
${effectGroups(offered(catalogue))
  .map(
    ({ name, actions }) =>
      `\n  ${id}_${name} = ${hclMap(
        actions.map((action) => routed(action, input)),
        '  ',
      )}\n`,
  )
  .join('')}}
`;
};

function routed(action: ActionDescription, input: ExportInput): readonly [string, string] {
  const { method, path } = platformForm(action, input);
  return [action.id, `${method.toUpperCase()} ${path}`];
}

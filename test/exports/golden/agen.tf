# Generated from the connector's catalogue. Export it again instead of editing it.
terraform {
  required_providers {
    agenco = {
      source  = "frontegg/agenco"
      version = "~> 1.0"
    }
  }
}

variable "application_id" {
  type        = string
  description = "Id of the Frontegg application that gets the tools."
}

variable "platform_url" {
  type        = string
  description = "https address of the platform that the connector is mounted on."
}

variable "platform_token" {
  type        = string
  description = "Token of the platform for all calls; empty where the gateway passes on each user's own."
  default     = ""
  sensitive   = true
}

variable "openapi_file" {
  type        = string
  description = "Path of the export openapi.agen.json."
  default     = "openapi.agen.json"
}

variable "admin_roles" {
  type        = set(string)
  description = "Keys of the roles that may use the tools."
  default     = ["admin"]
}

variable "approval_flow_id" {
  type        = string
  description = "Id of the approval flow that destructive actions go through."
}

resource "agenco_mcp_source" "anthropic" {
  application_id = var.application_id
  name           = "Anthropic (Claude) Admin API"
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
      value = "Bearer ${var.platform_token}"
    }
  }
}

resource "agenco_tools_import" "anthropic" {
  application_id = var.application_id
  source_id      = agenco_mcp_source.anthropic.id
  schema_file    = var.openapi_file
  schema_type    = "openapi"
}

data "agenco_tools" "anthropic" {
  application_id = var.application_id
  source_id      = agenco_mcp_source.anthropic.id
  depends_on     = [agenco_tools_import.anthropic]
}

locals {
  # Tools by verb and path: their names may be edited in the portal.
  anthropic_tool_ids = {
    for tool in data.agenco_tools.anthropic.tools : "${upper(tool.original_method)} ${tool.original_path}" => tool.id
  }

  anthropic_reads = {
    users_list = "GET /v1/connectors/anthropic/api/v1/organizations/users"
  }

  anthropic_changes = {
    spend_limits_set = "POST /v1/connectors/anthropic/api/v1/organizations/spend_limits"
  }

  anthropic_destructive = {
    users_remove = "DELETE /v1/connectors/anthropic/api/v1/organizations/users/{user_id}"
  }
}

resource "agenco_rbac_policy" "anthropic_reads" {
  name              = "Anthropic (Claude) Admin API: Admins read"
  enabled           = true
  type              = "rbac-roles"
  keys              = var.admin_roles
  application_ids   = [var.application_id]
  internal_tool_ids = [for route in values(local.anthropic_reads) : local.anthropic_tool_ids[route]]
}

resource "agenco_rbac_policy" "anthropic_changes" {
  name              = "Anthropic (Claude) Admin API: Admins change what can be changed back"
  enabled           = true
  type              = "rbac-roles"
  keys              = var.admin_roles
  application_ids   = [var.application_id]
  internal_tool_ids = [for route in values(local.anthropic_changes) : local.anthropic_tool_ids[route]]
}

resource "agenco_rbac_policy" "anthropic_destructive" {
  name              = "Anthropic (Claude) Admin API: Admins ask for what cannot be undone"
  enabled           = true
  type              = "rbac-roles"
  keys              = var.admin_roles
  application_ids   = [var.application_id]
  internal_tool_ids = [for route in values(local.anthropic_destructive) : local.anthropic_tool_ids[route]]
}

resource "agenco_conditional_policy" "anthropic_approval" {
  name              = "Anthropic (Claude) Admin API: destructive actions require approval"
  enabled           = true
  application_ids   = [var.application_id]
  internal_tool_ids = [for route in values(local.anthropic_destructive) : local.anthropic_tool_ids[route]]

  targeting {
    then {
      result           = "approval_required"
      approval_flow_id = var.approval_flow_id
    }
  }
}

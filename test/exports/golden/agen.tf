# Made from the catalogue of the connector; export it again rather than edit it.
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
    organization_get                      = "GET /v1/connectors/anthropic/api/v1/organizations/me"
    users_list                            = "GET /v1/connectors/anthropic/api/v1/organizations/users"
    users_get                             = "GET /v1/connectors/anthropic/api/v1/organizations/users/{user_id}"
    invites_get                           = "GET /v1/connectors/anthropic/api/v1/organizations/invites/{invite_id}"
    invites_list                          = "GET /v1/connectors/anthropic/api/v1/organizations/invites"
    workspaces_get                        = "GET /v1/connectors/anthropic/api/v1/organizations/workspaces/{workspace_id}"
    workspaces_list                       = "GET /v1/connectors/anthropic/api/v1/organizations/workspaces"
    workspace_members_get                 = "GET /v1/connectors/anthropic/api/v1/organizations/workspaces/{workspace_id}/members/{user_id}"
    workspace_members_list                = "GET /v1/connectors/anthropic/api/v1/organizations/workspaces/{workspace_id}/members"
    api_keys_get                          = "GET /v1/connectors/anthropic/api/v1/organizations/api_keys/{api_key_id}"
    api_keys_list                         = "GET /v1/connectors/anthropic/api/v1/organizations/api_keys"
    usage_report_messages                 = "GET /v1/connectors/anthropic/api/v1/organizations/usage_report/messages"
    usage_report_claude_code              = "GET /v1/connectors/anthropic/api/v1/organizations/usage_report/claude_code"
    cost_report_get                       = "GET /v1/connectors/anthropic/api/v1/organizations/cost_report"
    analytics_usage_list                  = "GET /v1/connectors/anthropic/api/v1/organizations/analytics/usage"
    analytics_cost_list                   = "GET /v1/connectors/anthropic/api/v1/organizations/analytics/cost"
    rate_limits_list                      = "GET /v1/connectors/anthropic/api/v1/organizations/rate_limits"
    workspace_rate_limits_list            = "GET /v1/connectors/anthropic/api/v1/organizations/workspaces/{workspace_id}/rate_limits"
    spend_limits_list                     = "GET /v1/connectors/anthropic/api/v1/organizations/spend_limits"
    spend_limits_get                      = "GET /v1/connectors/anthropic/api/v1/organizations/spend_limits/{spend_limit_id}"
    effective_spend_limits_list           = "GET /v1/connectors/anthropic/api/v1/organizations/spend_limits/effective"
    spend_limit_increase_requests_list    = "GET /v1/connectors/anthropic/api/v1/organizations/spend_limit_increase_requests"
    spend_limit_increase_requests_get     = "GET /v1/connectors/anthropic/api/v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}"
    external_keys_get                     = "GET /v1/connectors/anthropic/api/v1/organizations/external_keys/{external_key_id}"
    external_keys_list                    = "GET /v1/connectors/anthropic/api/v1/organizations/external_keys"
    external_keys_validate                = "POST /v1/connectors/anthropic/api/v1/organizations/external_keys/{external_key_id}/validate"
    compliance_settings_get               = "GET /v1/connectors/anthropic/api/v1/organizations/compliance_settings"
    webhooks_get                          = "GET /v1/connectors/anthropic/api/v1/organizations/webhooks/{webhook_endpoint_id}"
    webhooks_list                         = "GET /v1/connectors/anthropic/api/v1/organizations/webhooks"
    telemetry_destinations_get            = "GET /v1/connectors/anthropic/api/v1/organizations/telemetry_destinations/{destination_id}"
    telemetry_destinations_list           = "GET /v1/connectors/anthropic/api/v1/organizations/telemetry_destinations"
    telemetry_destination_workspaces_list = "GET /v1/connectors/anthropic/api/v1/organizations/telemetry_destinations/{destination_id}/workspaces"
  }

  anthropic_changes = {
    users_update                          = "POST /v1/connectors/anthropic/api/v1/organizations/users/{user_id}"
    invites_create                        = "POST /v1/connectors/anthropic/api/v1/organizations/invites"
    workspaces_create                     = "POST /v1/connectors/anthropic/api/v1/organizations/workspaces"
    workspaces_update                     = "POST /v1/connectors/anthropic/api/v1/organizations/workspaces/{workspace_id}"
    workspace_members_add                 = "POST /v1/connectors/anthropic/api/v1/organizations/workspaces/{workspace_id}/members"
    workspace_members_update              = "POST /v1/connectors/anthropic/api/v1/organizations/workspaces/{workspace_id}/members/{user_id}"
    workspace_rate_limits_update          = "POST /v1/connectors/anthropic/api/v1/organizations/workspaces/{workspace_id}/rate_limits/{rate_limit_id}"
    spend_limits_set                      = "POST /v1/connectors/anthropic/api/v1/organizations/spend_limits"
    spend_limit_increase_requests_approve = "POST /v1/connectors/anthropic/api/v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}/approve"
    spend_limit_increase_requests_deny    = "POST /v1/connectors/anthropic/api/v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}/deny"
    external_keys_create                  = "POST /v1/connectors/anthropic/api/v1/organizations/external_keys"
    external_keys_update                  = "POST /v1/connectors/anthropic/api/v1/organizations/external_keys/{external_key_id}"
    webhooks_create                       = "POST /v1/connectors/anthropic/api/v1/organizations/webhooks"
    webhooks_update                       = "POST /v1/connectors/anthropic/api/v1/organizations/webhooks/{webhook_endpoint_id}"
    telemetry_destinations_create         = "POST /v1/connectors/anthropic/api/v1/organizations/telemetry_destinations"
    telemetry_destinations_update         = "POST /v1/connectors/anthropic/api/v1/organizations/telemetry_destinations/{destination_id}"
    telemetry_destinations_test           = "POST /v1/connectors/anthropic/api/v1/organizations/telemetry_destinations/{destination_id}/test"
    telemetry_destination_workspaces_add  = "POST /v1/connectors/anthropic/api/v1/organizations/telemetry_destinations/{destination_id}/workspaces/{workspace_id}"
  }

  anthropic_destructive = {
    users_remove                            = "DELETE /v1/connectors/anthropic/api/v1/organizations/users/{user_id}"
    users_sign_out                          = "POST /v1/connectors/anthropic/api/v1/organizations/users/{user_id}/sign_out"
    invites_delete                          = "DELETE /v1/connectors/anthropic/api/v1/organizations/invites/{invite_id}"
    invites_reissue                         = "POST /v1/connectors/anthropic/actions/invites_reissue/invoke"
    workspaces_archive                      = "POST /v1/connectors/anthropic/api/v1/organizations/workspaces/{workspace_id}/archive"
    workspace_members_remove                = "DELETE /v1/connectors/anthropic/api/v1/organizations/workspaces/{workspace_id}/members/{user_id}"
    api_keys_update                         = "POST /v1/connectors/anthropic/api/v1/organizations/api_keys/{api_key_id}"
    spend_limits_delete                     = "DELETE /v1/connectors/anthropic/api/v1/organizations/spend_limits/{spend_limit_id}"
    external_keys_delete                    = "DELETE /v1/connectors/anthropic/api/v1/organizations/external_keys/{external_key_id}"
    compliance_settings_update              = "POST /v1/connectors/anthropic/api/v1/organizations/compliance_settings"
    webhooks_delete                         = "DELETE /v1/connectors/anthropic/api/v1/organizations/webhooks/{webhook_endpoint_id}"
    webhooks_regenerate_signing_secret      = "POST /v1/connectors/anthropic/api/v1/organizations/webhooks/{webhook_endpoint_id}/regenerate_signing_secret"
    telemetry_destinations_delete           = "DELETE /v1/connectors/anthropic/api/v1/organizations/telemetry_destinations/{destination_id}"
    telemetry_destination_workspaces_remove = "DELETE /v1/connectors/anthropic/api/v1/organizations/telemetry_destinations/{destination_id}/workspaces/{workspace_id}"
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
  name              = "Anthropic (Claude) Admin API: destructive actions want an approval"
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

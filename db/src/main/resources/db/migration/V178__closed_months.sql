-- Months that were dropped are read of a team or token, and of one or all tenants.
CREATE INDEX usage_closing_of_scope ON usage_closing (scope_id, month);
CREATE INDEX usage_closing_of_tenant ON usage_closing (tenant_id, month) WHERE scope = 'TENANT';

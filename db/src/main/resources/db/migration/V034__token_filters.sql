-- What few tokens are is found without looking at the many.
CREATE INDEX proxy_token_revoked ON proxy_token (tenant_id, id) WHERE revoked_at IS NOT NULL;
CREATE INDEX proxy_token_blocked ON proxy_token (tenant_id, id) WHERE revoked_at IS NULL AND blocked_at IS NOT NULL;
CREATE INDEX proxy_token_expiring ON proxy_token (tenant_id, expires_at) WHERE revoked_at IS NULL AND expires_at IS NOT NULL;
CREATE INDEX proxy_token_of_service_account ON proxy_token (service_account_id, id) WHERE service_account_id IS NOT NULL;

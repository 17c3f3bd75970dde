UPDATE team SET blocked_level = 'TENANT' WHERE blocked_at IS NOT NULL;
UPDATE proxy_token SET blocked_level = 'INSTALLATION' WHERE blocked_at IS NOT NULL;

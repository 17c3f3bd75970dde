ALTER TABLE team ADD COLUMN blocked_level text CHECK (blocked_level IN ('INSTALLATION', 'TENANT', 'TEAM'));
ALTER TABLE proxy_token ADD COLUMN blocked_level text CHECK (blocked_level IN ('INSTALLATION', 'TENANT', 'TEAM'));

COMMENT ON COLUMN team.blocked_level IS 'Over what who blocked it is an administrator: nobody below lifts the block; null: anyone who may change it';
COMMENT ON COLUMN proxy_token.blocked_level IS 'Over what who blocked it is an administrator: nobody below lifts the block; null: anyone who may change it';

ALTER TABLE proxy_token ADD COLUMN owner_id uuid REFERENCES user_account;
ALTER TABLE proxy_token ALTER COLUMN last4 DROP NOT NULL;

COMMENT ON COLUMN proxy_token.owner_id IS 'The member whom it belongs to, who alone sees its secrets; null: the team';
COMMENT ON COLUMN proxy_token.last4 IS 'The last characters of its newest secret; null: its owner has not revealed one yet';

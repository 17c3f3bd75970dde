-- Records are listed by the moment of their admission. That of an id may be another one: a gateway's clock may be wrong, and is
-- corrected in the former only.
DROP INDEX usage_event_of_tenant;
DROP INDEX usage_event_of_team;
DROP INDEX usage_event_of_token;

CREATE INDEX usage_event_at ON usage_event (at, id);
CREATE INDEX usage_event_of_tenant ON usage_event (tenant_id, at, id);
CREATE INDEX usage_event_of_team ON usage_event (team_id, at, id);
CREATE INDEX usage_event_of_token ON usage_event (token_id, at, id);
CREATE INDEX usage_event_of_key ON usage_event (key_id, at, id) WHERE key_id IS NOT NULL;
CREATE INDEX usage_event_not_completed ON usage_event (at, id) WHERE outcome <> 'COMPLETED';

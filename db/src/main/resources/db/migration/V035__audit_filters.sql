-- An object is asked for without its kind, a kind without an object, and an action alone.
CREATE INDEX audit_entry_of_object_id ON audit_entry (object_id, sequence);
CREATE INDEX audit_entry_of_kind ON audit_entry (kind, sequence);
CREATE INDEX audit_entry_of_action ON audit_entry (action, sequence);
DROP INDEX audit_entry_of_object;

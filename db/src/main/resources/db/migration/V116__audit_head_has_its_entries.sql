-- A head beyond the entries would stop every change: the next one has no number, or one that leaves a gap.

CREATE OR REPLACE FUNCTION audit_head_moves_on() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
BEGIN
    IF NEW.sequence <= OLD.sequence THEN
        RAISE EXCEPTION 'the head of the audit only moves on' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (SELECT count(DISTINCT sequence) FROM audit_entry WHERE sequence > OLD.sequence AND sequence <= NEW.sequence)
            <> NEW.sequence - OLD.sequence
        OR NOT EXISTS (SELECT FROM audit_entry WHERE sequence = NEW.sequence AND mac = NEW.mac) THEN
        RAISE EXCEPTION 'the head of the audit is that of its last entry' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END;
$$;

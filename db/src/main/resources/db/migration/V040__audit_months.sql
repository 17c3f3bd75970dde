-- Months of the audit are dropped by a role that can do nothing else, with the closing in the same function. Nobody writes a
-- closing by itself, and nobody moves the chain's head back.

DROP FUNCTION drop_month(text, date);

CREATE FUNCTION drop_usage_month(parent text, month date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
BEGIN
    IF parent NOT LIKE 'usage\_%' THEN
        RAISE EXCEPTION '% does not hold usage', parent USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF month >= date_trunc('month', now() AT TIME ZONE 'UTC')::date THEN
        RAISE EXCEPTION 'the month % is not over', month USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (
        SELECT FROM pg_inherits i
        WHERE i.inhparent = to_regclass(format('keyway.%I', parent))
          AND i.inhrelid = to_regclass(format('keyway.%I', month_partition(parent, month)))) THEN
        RETURN false;
    END IF;
    EXECUTE format('DROP TABLE keyway.%I', month_partition(parent, month));
    RETURN true;
END;
$$;

CREATE FUNCTION close_audit_month(closed date, last_sequence bigint, last_mac bytea, signed_with text, signature bytea)
    RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    part text := month_partition('audit_entry', closed);
    found_sequence bigint;
    found_mac bytea;
BEGIN
    IF closed <> date_trunc('month', closed::timestamp)::date THEN
        RAISE EXCEPTION '% is not the first day of a month', closed USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF closed >= (date_trunc('month', now() AT TIME ZONE 'UTC') - interval '1 month')::date THEN
        RAISE EXCEPTION 'the audit of this month and of the last complete one stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (
        SELECT FROM pg_inherits i
        WHERE i.inhparent = 'keyway.audit_entry'::regclass AND i.inhrelid = to_regclass(format('keyway.%I', part))) THEN
        RETURN false;
    END IF;
    IF EXISTS (SELECT FROM audit_entry WHERE at < closed::timestamp AT TIME ZONE 'UTC') THEN
        RAISE EXCEPTION 'an earlier month must be closed first' USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('SELECT sequence, mac FROM keyway.%I ORDER BY sequence DESC LIMIT 1', part) INTO found_sequence, found_mac;
    IF found_sequence IS DISTINCT FROM last_sequence OR found_mac IS DISTINCT FROM last_mac THEN
        RAISE EXCEPTION 'the closing is not of the last entry of the month' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO audit_closing (month, sequence, mac, key_id, seal) VALUES (closed, last_sequence, last_mac, signed_with, signature);
    EXECUTE format('DROP TABLE keyway.%I', part);
    RETURN true;
END;
$$;

COMMENT ON FUNCTION drop_usage_month(text, date) IS
    'Drops the partition of a past month of a table of usage; answers whether there was one';
COMMENT ON FUNCTION close_audit_month(date, bigint, bytea, text, bytea) IS
    'Writes the closing of the oldest month of the audit and drops the month, never this one or the last complete one; answers whether there was one';
COMMENT ON COLUMN audit_closing.seal IS 'HMAC-SHA-256 of the closing, its month included, under the audit key; not that of a head';

REVOKE ALL ON FUNCTION drop_usage_month(text, date) FROM public;
REVOKE ALL ON FUNCTION close_audit_month(date, bigint, bytea, text, bytea) FROM public;
GRANT EXECUTE ON FUNCTION drop_usage_month(text, date) TO keyway_pipeline;
GRANT EXECUTE ON FUNCTION close_audit_month(date, bigint, bytea, text, bytea) TO keyway_audit;

DROP POLICY audit_entry_pipeline_added ON audit_entry;
REVOKE INSERT ON audit_entry FROM keyway_pipeline;
REVOKE INSERT ON audit_closing FROM keyway_pipeline;
REVOKE UPDATE ON audit_head FROM keyway_pipeline;

CREATE FUNCTION audit_head_moves_on() RETURNS trigger
    LANGUAGE plpgsql SET search_path = keyway, pg_temp
AS $$
BEGIN
    IF NEW.sequence <= OLD.sequence THEN
        RAISE EXCEPTION 'the head of the audit only moves on' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_moves_on();

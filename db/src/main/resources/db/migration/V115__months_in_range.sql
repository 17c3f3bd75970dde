-- The name of a partition has a year and a month, and dates have more: those before Christ, beyond the year 9999 and infinity have
-- the names of other months. Every function that is given a date takes its month from here, and a partition is taken for that of a
-- month by its bounds, not by its name alone.

CREATE FUNCTION month_start(day date) RETURNS date
    LANGUAGE plpgsql IMMUTABLE SET search_path = keyway, pg_temp
AS $$
BEGIN
    IF day IS NULL OR day NOT BETWEEN date '2000-01-01' AND date '2999-12-31' THEN
        RAISE EXCEPTION 'a month must be from 2000-01 to 2999-12, and % is not in one', coalesce(day::text, 'null')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN date_trunc('month', day::timestamp)::date;
END;
$$;

CREATE OR REPLACE FUNCTION month_partition(parent text, month date) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN parent || '_' || to_char(month_start(month)::timestamp, 'YYYYMM');

CREATE OR REPLACE FUNCTION month_of_ids(month date) RETURNS uuid
    LANGUAGE sql IMMUTABLE
    RETURN rpad(lpad(to_hex((extract(epoch FROM month_start(month)::timestamp) * 1000)::bigint), 12, '0'), 32, '0')::uuid;

CREATE FUNCTION month_bounds(parent text, month date) RETURNS text
    LANGUAGE plpgsql STABLE SET search_path = keyway, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD'
AS $$
DECLARE
    first date := month_start(month);
    next date := month_start((first + interval '1 month')::date);
BEGIN
    IF parent = 'usage_id' THEN
        RETURN format('FOR VALUES FROM (%L) TO (%L)', month_of_ids(first), month_of_ids(next));
    END IF;
    RETURN format('FOR VALUES FROM (%L) TO (%L)', first::timestamptz, next::timestamptz);
END;
$$;

CREATE FUNCTION has_month(parent text, month date) RETURNS boolean
    LANGUAGE plpgsql STABLE SET search_path = keyway, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD'
AS $$
DECLARE
    part text := month_partition(parent, month);
    bounds text;
BEGIN
    IF to_regclass(format('keyway.%I', part)) IS NULL THEN
        RETURN false;
    END IF;
    SELECT pg_get_expr(c.relpartbound, c.oid) INTO bounds
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = to_regclass(format('keyway.%I', parent)) AND c.oid = to_regclass(format('keyway.%I', part));
    IF bounds IS DISTINCT FROM month_bounds(parent, month) THEN
        RAISE EXCEPTION 'the table % is not the month of % that its name says', part, parent
            USING ERRCODE = 'invalid_parameter_value', DETAIL = coalesce(bounds, 'no partition of it');
    END IF;
    RETURN true;
END;
$$;

CREATE OR REPLACE FUNCTION ensure_months(parent text, first_month date, months integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    made integer := 0;
    month date;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_partitioned_table p WHERE p.partrelid = to_regclass(format('keyway.%I', parent))) THEN
        RAISE EXCEPTION 'no partitioned table %', parent USING ERRCODE = 'undefined_table';
    END IF;
    IF months IS NULL OR months NOT BETWEEN 1 AND 120 THEN
        RAISE EXCEPTION 'months must be from 1 to 120' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('keyway.months'), hashtext(parent));
    FOR i IN 0 .. months - 1 LOOP
        month := (month_start(first_month) + make_interval(months => i))::date;
        IF NOT has_month(parent, month) THEN
            EXECUTE format(
                'CREATE TABLE keyway.%I PARTITION OF keyway.%I ' || month_bounds(parent, month),
                month_partition(parent, month),
                parent);
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END;
$$;

CREATE OR REPLACE FUNCTION ensure_usage_ids(first_month date, months integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    made integer := 0;
    month date;
    part text;
BEGIN
    IF months IS NULL OR months NOT BETWEEN 1 AND 120 THEN
        RAISE EXCEPTION 'months must be from 1 to 120' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('keyway.months'), hashtext('usage_id'));
    FOR i IN 0 .. months - 1 LOOP
        month := (month_start(first_month) + make_interval(months => i))::date;
        part := month_partition('usage_id', month);
        IF NOT has_month('usage_id', month) THEN
            LOCK TABLE usage_id_rest IN ACCESS EXCLUSIVE MODE;
            EXECUTE format('CREATE TABLE keyway.%I (LIKE keyway.usage_id INCLUDING ALL)', part);
            EXECUTE format(
                'WITH moved AS (DELETE FROM keyway.usage_id_rest WHERE id >= %L AND id < %L RETURNING id)
                 INSERT INTO keyway.%I SELECT id FROM moved',
                month_of_ids(month), month_of_ids((month + interval '1 month')::date), part);
            EXECUTE format('ALTER TABLE keyway.usage_id ATTACH PARTITION keyway.%I ' || month_bounds('usage_id', month), part);
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END;
$$;

CREATE OR REPLACE FUNCTION drop_usage_month(parent text, month date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
BEGIN
    IF parent IS NULL OR parent NOT LIKE 'usage\_%' THEN
        RAISE EXCEPTION '% does not hold usage', parent USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF month_start(month) >= date_trunc('month', now() AT TIME ZONE 'UTC')::date THEN
        RAISE EXCEPTION 'the month % is not over', month USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT has_month(parent, month) THEN
        RETURN false;
    END IF;
    EXECUTE format('DROP TABLE keyway.%I', month_partition(parent, month));
    RETURN true;
END;
$$;

CREATE OR REPLACE FUNCTION close_audit_month(closed date, last_sequence bigint, last_mac bytea, signed_with text, signature bytea)
    RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    part text := month_partition('audit_entry', closed);
    found_sequence bigint;
    found_mac bytea;
BEGIN
    IF closed <> month_start(closed) THEN
        RAISE EXCEPTION '% is not the first day of a month', closed USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF closed >= (date_trunc('month', now() AT TIME ZONE 'UTC') - interval '1 month')::date THEN
        RAISE EXCEPTION 'the audit of this month and of the last complete one stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT has_month('audit_entry', closed) THEN
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

COMMENT ON FUNCTION month_start(date) IS 'The first day of the month that a day is in; refuses every day outside the years 2000 to 2999';
COMMENT ON FUNCTION month_partition(text, date) IS 'The name that the partition of a month has';
COMMENT ON FUNCTION month_bounds(text, date) IS 'The bounds of the partition of a month, in UTC, as PostgreSQL writes them';
COMMENT ON FUNCTION has_month(text, date) IS 'Whether a table has the partition of a month; refuses one whose bounds are not those of its name';

REVOKE ALL ON FUNCTION month_bounds(text, date) FROM public;
REVOKE ALL ON FUNCTION has_month(text, date) FROM public;

-- Tables that grow without end are partitioned by month. The services create and drop months through these functions only:
-- they own no table and are granted no partition, so that no row can be read or removed beside the parent's rules.

CREATE FUNCTION month_partition(parent text, month date) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN parent || '_' || to_char(date_trunc('month', month::timestamp), 'YYYYMM');

CREATE FUNCTION ensure_months(parent text, first_month date, months integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
DECLARE
    made integer := 0;
    month date;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_partitioned_table p WHERE p.partrelid = to_regclass(format('keyway.%I', parent))) THEN
        RAISE EXCEPTION 'no partitioned table %', parent USING ERRCODE = 'undefined_table';
    END IF;
    IF months NOT BETWEEN 1 AND 120 THEN
        RAISE EXCEPTION 'months must be from 1 to 120' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('keyway.months'), hashtext(parent));
    FOR i IN 0 .. months - 1 LOOP
        month := (date_trunc('month', first_month::timestamp) + make_interval(months => i))::date;
        IF to_regclass(format('keyway.%I', month_partition(parent, month))) IS NULL THEN
            EXECUTE format(
                'CREATE TABLE keyway.%I PARTITION OF keyway.%I FOR VALUES FROM (%L) TO (%L)',
                month_partition(parent, month),
                parent,
                month::text || ' 00:00:00+00',
                (month + interval '1 month')::date::text || ' 00:00:00+00');
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END;
$$;

CREATE FUNCTION drop_month(parent text, month date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = keyway, pg_temp
AS $$
BEGIN
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

COMMENT ON FUNCTION ensure_months(text, date, integer) IS
    'Makes the partitions of a table for so many months from that of first_month on, in UTC; answers how many were new';
COMMENT ON FUNCTION drop_month(text, date) IS
    'Drops the partition of a month with all its rows; answers whether there was one';

REVOKE ALL ON FUNCTION ensure_months(text, date, integer) FROM public;
REVOKE ALL ON FUNCTION drop_month(text, date) FROM public;
GRANT EXECUTE ON FUNCTION ensure_months(text, date, integer) TO keyway_pipeline;
GRANT EXECUTE ON FUNCTION drop_month(text, date) TO keyway_pipeline;

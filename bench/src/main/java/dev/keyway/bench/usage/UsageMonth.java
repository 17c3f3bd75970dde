package dev.keyway.bench.usage;

import dev.keyway.bench.admin.AdminClient;
import dev.keyway.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A month of usage records, written past the service: it would take them at the speed that {@code bench ingest} measures. Tenants, teams
 * and tokens are real ones, some used much more than others (Zipf); models, keys, tags, users, failures and refusals vary.
 */
public final class UsageMonth {

    private static final int HALF = 15;
    private static final int AT_A_TIME = 2;
    private static final int TENANTS = 20;
    private static final int TEAMS_PER_TENANT = 5;

    /** Ranks by size: a token of rank r is used with a probability of about 1 / r. */
    private static final String OWNERS = """
            CREATE TABLE bench_owner AS
            SELECT row_number() OVER (ORDER BY md5(k.id::text)) AS rank, k.tenant_id, n.name AS tenant, k.team_id, t.name AS team, k.id AS token_id, k.name AS token
            FROM keyway.proxy_token k JOIN keyway.team t ON t.id = k.team_id JOIN keyway.tenant n ON n.id = k.tenant_id;
            ALTER TABLE bench_owner ADD PRIMARY KEY (rank);
            ANALYZE bench_owner""";

    private static final String PROVIDERS = """
            CREATE TABLE bench_target AS
            SELECT n - 1 AS target, 'model-' || n AS model, 100 + 50 * n AS input_price, 400 + 200 * n AS output_price, p.id AS provider_id,
                p.slug AS provider
            FROM generate_series(1, 8) n JOIN keyway.provider p ON p.slug = 'provider-' || n % 3""";

    /** The digits of a hash are what is random, so that a row is computed once. */
    private static final String DAY = """
            WITH drawn AS MATERIALIZED (
                SELECT n, md5(?::text || n) AS hash, random() AS owner, random() AS choice, random() AS fate,
                    ?::timestamp AT TIME ZONE 'UTC' + interval '1 day' * (n - 0.5) / ? AS at
                FROM generate_series(1, ?) n),
            made AS MATERIALIZED (
                SELECT (lpad(to_hex(floor(extract(epoch FROM d.at) * 1000)::bigint), 12, '0') || '7' || substr(d.hash, 1, 3) || '8' || substr(d.hash, 4, 15))::uuid AS id,
                    d.at, d.n, o.*, t.*, ('x' || substr(d.hash, 20, 6))::bit(24)::int AS dice, d.fate >= 0.98 AS refused,
                    CASE WHEN d.fate >= 0.98 THEN 'REFUSED' WHEN d.fate >= 0.95 THEN 'FAILED' WHEN d.fate >= 0.94 THEN 'CANCELLED' ELSE 'COMPLETED' END AS outcome,
                    d.fate < 0.02 AS retried
                FROM drawn d
                JOIN bench_owner o ON o.rank = floor(power((SELECT count(*) FROM bench_owner), d.owner))
                JOIN bench_target t ON t.target = floor(8 * d.choice * d.choice)),
            priced AS MATERIALIZED (
                SELECT m.*, 50 + dice % 4000 AS input, CASE WHEN outcome = 'FAILED' THEN 0 ELSE 20 + dice % 900 END AS output,
                    md5('key' || provider || dice % 67)::uuid AS key_id, 300 + dice % 900 AS first_byte, 900 + dice % 9000 AS duration
                FROM made m),
            events AS (
                INSERT INTO keyway.usage_event (id, arrived_at, gateway_id, log_id, sequence, kind, at, date, tenant_id, tenant, team_id, team, token_id,
                    token, request_id, operation, asked_model, stream, outcome, status, error_origin, error_code, first_byte_millis, duration_millis,
                    held_nanos, cost_nanos, tokens, output_tokens, attempts, answered_by, provider_id, provider, key_id, model, tags, user_hash)
                SELECT id, at, '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', n,
                    CASE WHEN refused THEN 'REFUSAL' ELSE 'REQUEST' END, at, (at AT TIME ZONE 'UTC')::date, tenant_id, tenant, team_id, team, token_id,
                    token, 'req_' || id, 'chat_completions', provider || '/' || model, dice % 2 = 0, outcome,
                    CASE outcome WHEN 'REFUSED' THEN 429 WHEN 'FAILED' THEN 502 ELSE 200 END,
                    CASE outcome WHEN 'REFUSED' THEN 'gateway' WHEN 'FAILED' THEN 'provider' WHEN 'CANCELLED' THEN 'client' END,
                    CASE outcome WHEN 'REFUSED' THEN 'rate_limit_exceeded' WHEN 'FAILED' THEN 'provider_error' END,
                    CASE WHEN NOT refused THEN first_byte END, CASE WHEN refused THEN 0 ELSE duration END, 0,
                    CASE WHEN refused THEN 0 ELSE input * input_price + output * output_price END, CASE WHEN refused THEN 0 ELSE input + output END,
                    CASE WHEN refused THEN 0 ELSE output END,
                    CASE WHEN refused THEN 0 WHEN retried THEN 2 ELSE 1 END,
                    CASE WHEN refused THEN NULL WHEN retried THEN 2 ELSE 1 END,
                    CASE WHEN NOT refused THEN provider_id END, CASE WHEN NOT refused THEN provider END,
                    CASE WHEN NOT refused THEN key_id END, CASE WHEN NOT refused THEN model END,
                    jsonb_build_object('feature', 'feature-' || dice % 12), md5('user' || dice % 2000)
                FROM priced),
            attempts AS (
                INSERT INTO keyway.usage_attempt (event_id, number, arrived_at, tenant_id, provider_id, provider, key_id, model, at, outcome, status,
                    failure, chosen, next, first_byte_millis, duration_millis, input, output, cost_nanos)
                SELECT p.id, number, p.at, p.tenant_id, p.provider_id, p.provider, p.key_id, p.model, p.at,
                    CASE WHEN last THEN p.outcome ELSE 'FAILED' END, CASE WHEN NOT last THEN 429 WHEN p.outcome = 'FAILED' THEN 502 ELSE 200 END,
                    CASE WHEN NOT last THEN 'RATE_SHORT' WHEN p.outcome = 'FAILED' THEN 'SERVER_ERROR' END, 'idle',
                    CASE WHEN NOT last THEN 'next_key' WHEN p.outcome = 'FAILED' THEN 'stop' END,
                    CASE WHEN last THEN p.first_byte END, CASE WHEN last THEN p.duration ELSE 20 END,
                    CASE WHEN last THEN p.input ELSE 0 END, CASE WHEN last THEN p.output ELSE 0 END,
                    CASE WHEN last THEN p.input * p.input_price + p.output * p.output_price ELSE 0 END
                FROM priced p CROSS JOIN LATERAL (
                    SELECT a.number, a.number = CASE WHEN p.retried THEN 2 ELSE 1 END AS last
                    FROM generate_series(1, CASE WHEN p.retried THEN 2 ELSE 1 END) AS a (number)) AS tries
                WHERE NOT p.refused),
            ids AS (INSERT INTO keyway.usage_id SELECT id FROM priced)
            SELECT count(*) FROM priced""";

    private final TestDatabase database;
    private final YearMonth month;
    private final LocalDate end;
    private List<UUID> prices = List.of();

    UsageMonth(TestDatabase database, YearMonth month) {
        this(database, month, month.plusMonths(1).atDay(1));
    }

    private UsageMonth(TestDatabase database, YearMonth month, LocalDate end) {
        this.database = database;
        this.month = month;
        this.end = end;
    }

    /** The month of which most days are in the last four weeks, up to yesterday. */
    public static UsageMonth latest(TestDatabase database) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        YearMonth month = YearMonth.from(today.minusDays(HALF));
        LocalDate after = month.plusMonths(1).atDay(1);
        return new UsageMonth(database, month, today.isBefore(after) ? today : after);
    }

    /**
     * Writes the records, two days at a time.
     *
     * @param tokensPerTeam how many tokens each of the 100 teams has
     * @return number of records
     */
    public long write(AdminClient owner, int tokensPerTeam, long records)
            throws SQLException, InterruptedException, ExecutionException {
        for (int tenant = 1; tenant <= TENANTS; tenant++) {
            String id = made(owner, "/api/v1/tenants", "Tenant " + tenant);
            for (int team = 1; team <= TEAMS_PER_TENANT; team++) {
                String unused = made(owner, "/api/v1/tenants/" + id + "/teams", "Team " + tenant + "." + team);
            }
        }
        prices = PricedModels.make(owner);
        database.execute(
                """
                INSERT INTO keyway.proxy_token (id, tenant_id, team_id, name, last4, created_at, updated_at)
                SELECT uuidv7(), t.tenant_id, t.id, t.name || ' token ' || n, 'aaaa', now(), now()
                FROM keyway.team t CROSS JOIN generate_series(1, %d) n""".formatted(tokensPerTeam),
                OWNERS,
                PROVIDERS,
                "SELECT keyway.ensure_months('usage_event', '%1$s', 1), keyway.ensure_months('usage_attempt', '%1$s', 1)"
                        .formatted(month.atDay(1)),
                "SELECT keyway.ensure_usage_ids('%s', 1)".formatted(month.atDay(1)));
        long perDay = Math.max(1, records / days().size());
        long written = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<Long>> days = new ArrayList<>();
            for (LocalDate day : days()) {
                days.add(threads.submit(() -> write(day, perDay)));
            }
            for (Future<Long> day : days) {
                written += day.get();
            }
        }
        database.execute("VACUUM ANALYZE");
        return written;
    }

    /** Sums the days as the service's job does, which does two at a time as well; those that it has summed already are left as they are. */
    public void sumDays() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> summed = new ArrayList<>();
            for (LocalDate day : days()) {
                summed.add(threads.submit(() -> database.execute(
                        "SELECT keyway.begin_usage_day('%s')".formatted(day),
                        "SET work_mem = '64MB'",
                        "SELECT keyway.sum_usage_day('%s')".formatted(day))));
            }
            for (Future<?> day : summed) {
                Object unused = day.get();
            }
        }
        database.execute("VACUUM ANALYZE");
    }

    /** One of its last days, over for long enough that the service builds its sums. */
    public LocalDate lateDay() {
        return end.minusDays(3);
    }

    /** Whether the records are still there. */
    boolean isStored() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, "keyway.usage_attempt_%tY%<tm".formatted(month.atDay(1)));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** A price of each model's list, by which the records can be priced anew; empty before they are written. */
    List<UUID> prices() {
        return prices;
    }

    /** First moment of the month. */
    String from() {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).toString();
    }

    /** First moment after it. */
    String to() {
        return month.plusMonths(1)
                .atDay(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .toString();
    }

    /** An ID of the middle of those that are used, by what it is of: tenant_id, team_id, token_id. */
    UUID some(String column) throws SQLException {
        return UUID.fromString(text("SELECT %s::text FROM bench_owner WHERE rank = 30".formatted(column)));
    }

    /** The value of a column of one of the records, in the middle of the month. */
    String recorded(String column) throws SQLException {
        return text(
                "SELECT %s::text FROM keyway.usage_event WHERE id >= (SELECT keyway.month_of_ids('%s')) AND outcome = 'FAILED' AND at > '%s' LIMIT 1"
                        .formatted(column, month.atDay(1), month.atDay(month.lengthOfMonth() / 2)));
    }

    private String text(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new IllegalStateException("no row: " + query);
            }
            return row.getString(1);
        }
    }

    private List<LocalDate> days() {
        return month.atDay(1).datesUntil(end).toList();
    }

    private long write(LocalDate day, long count) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(DAY)) {
            statement.setString(1, day.toString());
            statement.setObject(2, day.atStartOfDay());
            statement.setLong(3, count);
            statement.setLong(4, count);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static String made(AdminClient owner, String path, String name) throws InterruptedException {
        return owner.post(path, "{\"name\": \"" + name + "\"}").path("id").asString();
    }
}

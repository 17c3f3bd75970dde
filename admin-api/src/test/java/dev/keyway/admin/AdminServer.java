package dev.keyway.admin;

import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.problem.StorableMoment;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.contract.Secret;
import dev.keyway.db.DatabaseLogin;
import dev.keyway.db.Schema;
import dev.keyway.testkit.gateway.FakeGateway;
import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import dev.keyway.testkit.time.TestClock;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The service as it runs, on a port of its own and a database of its own, with a clock that tests move. */
public final class AdminServer implements AutoCloseable {

    public static final String AUDIT_KEY = "a1:3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";
    public static final String MASTER_KEY = "m1:y1A6V0vSxMZp1aFvJzH0nXv3l2m8oQyqUeYwTtS9kRc=";
    /** The login that the service runs with: it can take on the roles of a running service, and owns nothing. */
    public static final String RUNS_AS = "keyway_test_runs";

    public static final String RUNS_AS_PASSWORD = "a password of the tests";

    public static final String OWNER_PASSWORD = "correct horse battery";

    private final TestDatabase database;
    private final TestClock clock;
    private final ConfigurableApplicationContext context;
    private final JdbcClient sql;
    private final Tokens tokens = new Tokens(new SecureRandom());

    private AdminServer(TestDatabase database, TestClock clock, Map<String, String> settings) {
        this.database = database;
        this.clock = clock;
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "server.port",
                "0",
                "server.address",
                "127.0.0.1",
                "management.server.port",
                "0",
                "keyway.db.url",
                database.url(),
                "keyway.db.user",
                RUNS_AS,
                "keyway.db.password",
                RUNS_AS_PASSWORD,
                "keyway.owner.password",
                OWNER_PASSWORD,
                "keyway.audit.keys",
                AUDIT_KEY,
                "keyway.master.keys",
                MASTER_KEY));
        all.put("keyway.catalogue.load", "never");
        all.putAll(settings);
        this.context = new SpringApplicationBuilder(AdminApplication.class)
                .initializers(fresh -> fresh.getBeanFactory().registerSingleton("clock", StorableMoment.clock(clock)))
                .run(all.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        this.sql = JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }

    /** The one that most tests share; each makes its own tenants in it. */
    public static AdminServer shared() {
        return Shared.SERVER;
    }

    /** One with a database that nobody else uses. */
    public static AdminServer start() {
        return start(Map.of());
    }

    /** One with a database that nobody else uses, and with other settings. */
    public static AdminServer start(Map<String, String> settings) {
        return new AdminServer(
                PostgresServer.shared().like("migrated", AdminServer::migrate), TestClock.at(odd()), settings);
    }

    /** Now, in a fraction of a microsecond that no database stores. */
    private static Instant odd() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).plusNanos(1_644);
    }

    /** One on a database that is there. */
    public static AdminServer on(TestDatabase database) {
        migrate(database);
        return new AdminServer(database, TestClock.at(odd()), Map.of());
    }

    /** Another process of the same service on the same database. */
    public AdminServer replica(Map<String, String> settings) {
        return new AdminServer(database, clock, settings);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    public URI management() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port"));
    }

    public TestDatabase database() {
        return database;
    }

    /** Statements with every right, past the service. */
    public JdbcClient sql() {
        return sql;
    }

    public TestClock clock() {
        return clock;
    }

    public ApplicationContext context() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Nobody who is signed in. */
    public Api anonymous() {
        return new Api(address(), new UUID(0, 0), Map.of());
    }

    /** Someone who holds these roles and calls with an access token. */
    public Api caller(Grant... grants) {
        UUID user = UUID.randomUUID();
        sql.sql(
                        "INSERT INTO keyway.user_account (id, login, name, created_at, updated_at) VALUES (?, ?, ?, now(), now())")
                .params(user, "u-" + user, "User " + user)
                .update();
        for (Grant grant : grants) {
            sql.sql(
                            "INSERT INTO keyway.role_grant (id, user_id, role, tenant_id, team_id, created_at) VALUES (?, ?, ?, ?, ?, now())")
                    .params(Arrays.asList(
                            UUID.randomUUID(),
                            user,
                            grant.role().name(),
                            grant.scope().tenant(),
                            grant.scope().team()))
                    .update();
        }
        Secret token = tokens.make(TokenKind.ACCESS);
        sql.sql(
                        "INSERT INTO keyway.access_token (id, user_id, name, digest, last4, created_at) VALUES (?, ?, 't', ?, 'last', now())")
                .params(UUID.randomUUID(), user, token.digest())
                .update();
        return new Api(address(), user, Map.of("Authorization", "Bearer " + token.reveal()));
    }

    /** A gateway that has a credential and has registered; the clock of its connection is the server's. */
    public FakeGateway gateway() {
        FakeGateway gateway = new FakeGateway(address(), credential());
        var unused = gateway.register();
        return gateway;
    }

    /** The credential of a gateway that has not called yet. */
    public String credential() {
        return owner().post("/api/v1/gateways", "{\"name\": \"g-%s\"}".formatted(UUID.randomUUID()))
                .expect(201)
                .text("secret");
    }

    public Api owner() {
        return caller(new Grant(Role.OWNER, Scope.INSTALLATION));
    }

    @Override
    public void close() {
        context.close();
    }

    private static void migrate(TestDatabase fresh) {
        fresh.execute("""
            DO $$
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                    CREATE ROLE %1$s LOGIN NOINHERIT PASSWORD '%2$s';
                END IF;
            END
            $$\
            """.formatted(RUNS_AS, RUNS_AS_PASSWORD));
        try {
            int unused = new Schema(new DatabaseLogin(fresh.url(), fresh.user(), fresh.password()), RUNS_AS).migrate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {

        static final AdminServer SERVER = start();
    }
}

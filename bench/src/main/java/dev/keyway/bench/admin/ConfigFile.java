package dev.keyway.bench.admin;

import dev.keyway.testkit.postgres.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The configuration as one file, with many tenants, each with a limit, a team and a member of it. */
final class ConfigFile {

    private static final String PATH = "/api/v1/config";
    private static final String YAML = "application/yaml";

    private final AdminClient owner;
    private final TestDatabase database;
    private final int tenants;
    private final int rounds;

    ConfigFile(AdminClient owner, TestDatabase database, int tenants, int rounds) {
        this.owner = owner;
        this.database = database;
        this.tenants = tenants;
        this.rounds = rounds;
    }

    /** @param micros each time that it took */
    record Step(String what, List<Long> micros, long bytes) {}

    List<Step> measure() throws Exception {
        String file = IntStream.range(0, tenants)
                .mapToObj(
                        "- {name: Tenant %1$05d, limits: {requestsPerMinute: 600}, teams: [{name: Team %1$05d}]}\n"
                                ::formatted)
                .collect(Collectors.joining("", "tenants:\n", ""));
        Step first = step("put for the first time", 1, () -> put(file, ""));
        database.execute("""
                INSERT INTO keyway.user_account (id, login, name, created_at, updated_at)
                SELECT uuidv7(), 'member-' || id, name, now(), now() FROM keyway.team WHERE name LIKE 'Team 0%'""", """
                INSERT INTO keyway.role_grant (id, user_id, role, tenant_id, team_id, created_at)
                SELECT uuidv7(), u.id, 'MEMBER', t.tenant_id, t.id, now() FROM keyway.team t
                JOIN keyway.user_account u ON u.login = 'member-' || t.id""", "ANALYZE");
        String whole = owner.text(PATH, YAML);
        return List.of(
                first,
                step("read", rounds, () -> (long) owner.text(PATH, YAML).length()),
                step("tried (dry run)", rounds, () -> put(whole, "?dryRun=true")),
                step("put again, with nothing to change", rounds, () -> put(whole, "")),
                step(
                        "tried with a change for each tenant",
                        rounds,
                        () -> put(whole.replace("Minute: 600", "Minute: 500"), "?dryRun=true")));
    }

    private long put(String file, String query) throws InterruptedException {
        JsonNode unused = owner.put(PATH + query, YAML, file);
        return file.length();
    }

    private static Step step(String what, int times, Callable<Long> call) throws Exception {
        List<Long> micros = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            bytes = call.call();
            micros.add((System.nanoTime() - start) / 1_000);
        }
        return new Step("configuration, " + what, micros, bytes);
    }
}

package dev.keyway.bench.books;

import dev.keyway.bench.pair.OwnerApi;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Tenants in different time zones, their teams and tokens, made by the API. */
final class Accounts {

    private static final List<String> ZONES =
            List.of("UTC", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata", "Europe/Berlin");
    private static final int TEAMS = 4;

    private Accounts() {}

    /** That many tokens, spread over five tenants with four teams each. */
    static List<Account> make(OwnerApi owner, int tokens) {
        List<String> teams = new ArrayList<>();
        for (int team = 0; team < TEAMS; team++) {
            for (String zone : ZONES) {
                String tenants = "/api/v1/tenants";
                String tenant = zone.replace('/', ' ');
                if (team == 0) {
                    JsonNode unused =
                            owner.post(tenants, "{\"name\": \"%s\", \"zone\": \"%s\"}".formatted(tenant, zone));
                }
                String path = tenants + "/" + tenant.replace(" ", "%20") + "/teams";
                JsonNode unused = owner.post(path, "{\"name\": \"team %d\"}".formatted(team));
                teams.add(path + "/team%20" + team + "/tokens");
            }
        }
        List<Account> made = new ArrayList<>();
        for (int i = 0; i < tokens; i++) {
            JsonNode issued = owner.post(teams.get(i % teams.size()), "{\"name\": \"token %d\"}".formatted(i));
            made.add(new Account(
                    UUID.fromString(issued.get("id").asString()),
                    issued.get("secret").asString()));
        }
        return made;
    }
}

package dev.keyway.bench.usage;

import dev.keyway.bench.admin.AdminClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Models of the records, with a price list each: eight of three providers. */
final class PricedModels {

    private static final int PROVIDERS = 3;
    private static final int MODELS = 8;

    private PricedModels() {}

    /** Makes them. @return a price of each list */
    static List<UUID> make(AdminClient owner) throws InterruptedException {
        List<String> providers = new ArrayList<>();
        for (int provider = 0; provider < PROVIDERS; provider++) {
            providers.add(made(owner, "/api/v1/providers", """
                    {"slug": "provider-%d", "baseUrl": "https://8.8.8.8/v1"}""".formatted(provider)));
        }
        List<UUID> prices = new ArrayList<>();
        for (int model = 1; model <= MODELS; model++) {
            String models = "/api/v1/providers/" + providers.get(model % PROVIDERS) + "/models";
            String id = made(owner, models, "{\"name\": \"model-%d\"}".formatted(model));
            prices.add(UUID.fromString(made(owner, models + "/" + id + "/prices", """
                    {"prices": [{"meter": "INPUT", "perMillion": "0.15"}, {"meter": "OUTPUT", "perMillion": "0.60"}]}""")));
        }
        return prices;
    }

    private static String made(AdminClient owner, String path, String body) throws InterruptedException {
        return owner.post(path, body).path("id").asString();
    }
}

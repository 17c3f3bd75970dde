package dev.keyway.admin.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.contract.usage.UsageOwner;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A budget that is read says what is spent of its current window, and what gateways may still spend. */
class BudgetWindowIT {

    private static final AdminServer SERVER = AdminServer.start();
    private static final long DOLLAR = 1_000_000_000;

    private final Api admin = SERVER.owner();
    private final World world = World.in(SERVER);
    private final UsageOwner owner =
            new UsageOwner(world.tenant(), "Acme", world.team(), "search", UUID.randomUUID(), "batch");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void whatIsBookedHeldAndGrantedIsShown() {
        String budget = budget(world.teamPath(), "DAY");
        admin.post(
                        budget + "/raises",
                        "{\"amount\": \"2.50\", \"until\": \"%s\"}"
                                .formatted(SERVER.clock().instant().plusSeconds(3_600)))
                .expect(200);
        SERVER.clock().advance(Duration.ofSeconds(41));
        Spender gateway = new Spender(SERVER, owner);
        gateway.report();
        assertThat(gateway.spend(DOLLAR / 2)).isTrue();
        gateway.ship();
        gateway.hold(DOLLAR / 4);
        gateway.report();
        SERVER.clock().advance(Duration.ofSeconds(7));
        JsonNode window = admin.get(budget).expect(200).json().path("window");
        assertThat(window.path("start").asString()).isEqualTo(gateway.today().toString());
        assertThat(window.path("end").asString()).isEqualTo(gateway.today().toString());
        assertThat(window.path("resetsAt").asString()).isEqualTo(gateway.today().plusDays(1) + "T00:00:00Z");
        assertThat(window.path("cap").asString()).isEqualTo("12.50");
        assertThat(window.path("booked").asString()).isEqualTo("0.50");
        assertThat(window.path("held").asString()).isEqualTo("0.25");
        assertThat(window.path("left").asString()).isEqualTo("12.00");
        JsonNode grant = window.path("grants").path(0);
        assertThat(grant.path("outstanding").asString()).isEqualTo("12.00");
        assertThat(grant.path("held").asString()).isEqualTo("0.25");
        assertThat(grant.path("gateway").asString()).startsWith("g-");
        assertThat(grant.path("ageSeconds").asLong()).isEqualTo(7);
        JsonNode seen = SERVER.caller(world.grant(Role.TEAM_ADMIN))
                .get(budget)
                .expect(200)
                .json()
                .path("window")
                .path("grants")
                .path(0);
        assertThat(seen.path("outstanding").asString()).isEqualTo("12.00");
        assertThat(seen.path("gateway").isNull()).isTrue();
        assertThat(admin.get(world.teamPath() + "/budgets").expect(200).raw()).doesNotContain("window");
    }

    @Test
    void aWindowIsOfTheTenantsCalendar() {
        String zone = "Pacific/Auckland";
        admin.patch(world.path(), admin.get(world.path()).expect(200).etag(), "{\"zone\": \"%s\"}".formatted(zone))
                .expect(200);
        LocalDate today = LocalDate.ofInstant(SERVER.clock().instant(), ZoneId.of(zone));
        JsonNode month = window(budget(world.path(), "MONTH"));
        assertThat(month.path("start").asString())
                .isEqualTo(today.withDayOfMonth(1).toString());
        LocalDate last = today.with(TemporalAdjusters.lastDayOfMonth());
        assertThat(month.path("end").asString()).isEqualTo(last.toString());
        assertThat(month.path("resetsAt").asString())
                .isEqualTo(last.plusDays(1)
                        .atStartOfDay(ZoneId.of(zone))
                        .withZoneSameInstant(ZoneOffset.UTC)
                        .toInstant()
                        .toString());
        assertThat(month.path("booked").asString()).isEqualTo("0.00");
        assertThat(month.path("left").asString()).isEqualTo("10.00");
        JsonNode total = window(budget(world.path(), "TOTAL"));
        assertThat(total.path("start").asString()).isEqualTo("1970-01-01");
        assertThat(total.path("end").isNull() && total.path("resetsAt").isNull())
                .isTrue();
    }

    @Test
    void theEffectivePolicySaysWhatACallWouldMeet() {
        String token = admin.post(world.teamPath() + "/tokens", "{\"name\": \"t\"}")
                .expect(201)
                .header("Location");
        budget(world.teamPath(), "DAY");
        admin.patch(
                        token + "/limits",
                        "\"0\"",
                        "{\"requestsPerMinute\": 5, \"concurrentRequests\": 1, \"allowedAddresses\": [\"10.0.0.0/8\"]}")
                .expect(200);
        SERVER.clock().advance(Duration.ofSeconds(41));
        JsonNode alone = policy(token);
        assertThat(alone.path("enforced").asBoolean()).isFalse();
        assertThat(alone.path("notEnforcedBecause").asString()).isEqualTo("No gateway is connected.");

        Spender gateway = new Spender(SERVER, owner);
        JsonNode silent = policy(token);
        assertThat(silent.path("enforced").asBoolean()).isFalse();
        assertThat(silent.path("notEnforcedBecause").asString()).contains("reports what it spends");

        gateway.report();
        assertThat(gateway.spend(10 * DOLLAR)).isTrue();
        JsonNode open = policy(token);
        assertThat(open.path("enforced").asBoolean()).isTrue();
        assertThat(open.path("notEnforcedBecause").isNull()).isTrue();
        assertThat(open.path("wouldMeet").asString()).isEqualTo("ok");
        assertThat(open.path("notJudged")
                        .valueStream()
                        .map(one -> one.path("code").asString()))
                .containsExactly(
                        "address_not_allowed",
                        "rate_limit_exceeded",
                        "concurrency_exceeded",
                        "budget_reserved",
                        "accounting_unavailable");

        gateway.ship();
        JsonNode spent = policy(token);
        assertThat(spent.path("mayCall").asBoolean()).isFalse();
        assertThat(spent.path("wouldMeet").asString()).isEqualTo("insufficient_quota");
        JsonNode quota = spent.path("refusedBecause").path(0).path("quota");
        assertThat(quota.path("level").asString()).isEqualTo("TEAM");
        assertThat(quota.path("limit").asString()).isEqualTo("10.00");
        assertThat(quota.path("booked").asString()).isEqualTo("10.00");
        assertThat(quota.path("resetsAt").asString()).isEqualTo(gateway.today().plusDays(1) + "T00:00:00Z");
        assertThat(admin.get(token + "/effective-policy?model=nobody/knows-it")
                        .expect(200)
                        .text("wouldMeet"))
                .isEqualTo("model_not_found");

        gateway.start(gateway.log());
        assertThat(policy(token).path("enforced").asBoolean())
                .as("it has registered, and reported nothing since")
                .isFalse();
        assertThat(policy(token).path("wouldMeet").asString()).isEqualTo("ok");
    }

    @Test
    void theEffectivePolicySaysThatAHardBudgetRefusesAModelWithoutAPrice() {
        String token = admin.post(world.teamPath() + "/tokens", "{\"name\": \"p\"}")
                .expect(201)
                .header("Location");
        SERVER.clock().advance(Duration.ofSeconds(41));
        new Spender(SERVER, owner).report();
        String slug = "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        String provider = admin.post(
                        "/api/v1/providers", "{\"slug\": \"%s\", \"declaration\": \"openai\"}".formatted(slug))
                .expect(201)
                .header("Location");
        price(model(provider, slug + "-whole"), "INPUT", "OUTPUT");
        price(model(provider, slug + "-half"), "INPUT");
        String later = model(provider, slug + "-later");
        admin.post(
                        later + "/prices",
                        prices(SERVER.clock().instant().plusSeconds(60).toString(), "INPUT", "OUTPUT"))
                .expect(201);
        String free = model(provider, slug + "-free");
        admin.patch(free, admin.get(free).expect(200).etag(), "{\"unpricedAllowed\": true}")
                .expect(200);
        assertThat(met(token, slug + "/none")).as("without a budget").isEqualTo("ok");

        String budget = budget(world.path(), "MONTH");
        assertThat(met(token, slug + "/none")).isEqualTo("model_unpriced");
        assertThat(met(token, slug + "-later")).isEqualTo("model_unpriced");
        assertThat(met(token, slug + "/" + slug + "-later-2026-11-01")).isEqualTo("model_unpriced");
        assertThat(met(token, slug + "-whole")).isEqualTo("ok");
        assertThat(met(token, slug + "/" + slug + "-whole-2026-11-01")).isEqualTo("ok");
        assertThat(met(token, slug + "-free")).isEqualTo("ok");
        assertThat(notJudged(token, slug + "-free")).containsExactly("budget_reserved", "accounting_unavailable");
        assertThat(met(token, slug + "-half")).isEqualTo("ok");
        assertThat(notJudged(token, slug + "-half"))
                .containsExactly("model_unpriced", "budget_reserved", "accounting_unavailable");
        alias(slug + "-both", provider, slug + "-whole", slug + "-later");
        assertThat(met(token, slug + "-both")).isEqualTo("ok");
        assertThat(notJudged(token, slug + "-both")).contains("model_unpriced");
        alias(slug + "-neither", provider, slug + "-later", slug + "-unknown");
        assertThat(met(token, slug + "-neither")).isEqualTo("model_unpriced");

        admin.patch(budget, admin.get(budget).expect(200).etag(), "{\"strict\": true}")
                .expect(200);
        assertThat(met(token, slug + "-free")).isEqualTo("cost_unbounded");
        assertThat(notJudged(token, slug + "-whole"))
                .containsExactly("cost_unbounded", "budget_reserved", "accounting_unavailable");
        SERVER.clock().advance(Duration.ofSeconds(39));
        new Spender(SERVER, owner).report();
        SERVER.clock().advance(Duration.ofSeconds(39));
        new Spender(SERVER, owner).report();
        assertThat(met(token, slug + "-later")).as("its prices hold now").isEqualTo("ok");
    }

    private String model(String provider, String name) {
        return admin.post(provider + "/models", "{\"name\": \"%s\"}".formatted(name))
                .expect(201)
                .header("Location");
    }

    private void alias(String name, String provider, String... models) {
        String id = provider.substring(provider.lastIndexOf('/') + 1);
        String targets = Arrays.stream(models)
                .map(model -> "{\"providerId\": \"%s\", \"model\": \"%s\"}".formatted(id, model))
                .collect(Collectors.joining(", "));
        admin.post("/api/v1/aliases", "{\"name\": \"%s\", \"targets\": [%s]}".formatted(name, targets))
                .expect(201);
    }

    private void price(String model, String... meters) {
        admin.post(model + "/prices", prices(SERVER.clock().instant().toString(), meters))
                .expect(201);
    }

    private static String prices(String from, String... meters) {
        return "{\"validFrom\": \"%s\", \"prices\": [%s]}"
                .formatted(
                        from,
                        Arrays.stream(meters)
                                .map(meter -> "{\"meter\": \"%s\", \"perMillion\": \"1.00\"}".formatted(meter))
                                .collect(Collectors.joining(", ")));
    }

    private String met(String token, String model) {
        return admin.get(token + "/effective-policy?model=" + model).expect(200).text("wouldMeet");
    }

    private List<String> notJudged(String token, String model) {
        return admin.get(token + "/effective-policy?model=" + model)
                .expect(200)
                .json()
                .path("notJudged")
                .valueStream()
                .map(one -> one.path("code").asString())
                .toList();
    }

    private JsonNode policy(String token) {
        return admin.get(token + "/effective-policy").expect(200).json();
    }

    private JsonNode window(String budget) {
        return admin.get(budget).expect(200).json().path("window");
    }

    private String budget(String path, String period) {
        return admin.post(path + "/budgets", "{\"period\": \"%s\", \"amount\": \"10\"}".formatted(period))
                .expect(201)
                .header("Location");
    }
}

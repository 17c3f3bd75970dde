package dev.keyway.filters.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;
import dev.keyway.filters.model.TestCallers;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.problem.RefusalDetail;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerCheckTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final InetAddress INSIDE = address("10.1.2.3");
    private static final InetAddress OUTSIDE = address("192.0.2.1");

    @Test
    void expiresToTheSecond() {
        Caller caller = new Caller("id", "blue", TestCallers.SEARCH, List.of(), NOW, false, Policy.NONE);

        assertThatCode(() -> CallerCheck.requireAdmitted(caller, NOW.minusMillis(1), () -> OUTSIDE))
                .doesNotThrowAnyException();
        assertThat(refusal(caller, NOW, OUTSIDE))
                .isEqualTo("expired_token: The proxy token expired at 2026-03-01T12:00:00Z.");
    }

    @Test
    void namesTheLevelThatIsBlockedAndNobody() {
        Team team = new Team("m", "canary-team", TestCallers.ACME, true, Policy.NONE);
        Tenant tenant = new Tenant("t", "canary-tenant", ZoneOffset.UTC, Set.of(), true, Policy.NONE);

        assertThat(refusal(new Caller("id", "blue", null, List.of(), null, true, Policy.NONE), NOW, OUTSIDE))
                .isEqualTo("blocked_token: The proxy token is blocked.");
        assertThat(refusal(TestCallers.caller("blue", team), NOW, OUTSIDE))
                .isEqualTo("blocked_token: The team of the proxy token is blocked.");
        assertThat(refusal(
                        TestCallers.caller("blue", new Team("m", "canary-team", tenant, true, Policy.NONE)),
                        NOW,
                        OUTSIDE))
                .isEqualTo("blocked_token: The tenant of the proxy token is blocked.");
    }

    @Test
    void requiresAnAddressThatAllLevelsAllow() {
        Team team = new Team("m", "M", TestCallers.ACME, false, Policy.ofAddresses("10.0.0.0/8"));
        Caller caller = TestCallers.caller("blue", team, Policy.ofAddresses("10.1.0.0/16", "192.0.2.0/24"));

        assertThatCode(() -> CallerCheck.requireAdmitted(caller, NOW, () -> INSIDE))
                .doesNotThrowAnyException();
        assertThat(refusal(caller, NOW, OUTSIDE))
                .isEqualTo("address_not_allowed: The proxy token may not be used from 192.0.2.1.");
        assertThat(refusal(caller, NOW, null)).startsWith("address_not_allowed");
        assertThat(refusal(TestCallers.caller("red", team, Policy.ofAddresses()), NOW, INSIDE))
                .startsWith("address_not_allowed");
    }

    @Test
    void asksForTheAddressOnlyIfAddressesAreLimited() {
        assertThatCode(() -> CallerCheck.requireAdmitted(TestCallers.caller("blue", TestCallers.SEARCH), NOW, () -> {
                    throw new AssertionError("asked");
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void requiresAModelThatAllLevelsAllowUnderTheNameAsAsked() {
        Caller caller = TestCallers.caller("blue", TestCallers.SEARCH, Policy.ofModels("openai/gpt-*", "small"));

        assertThatCode(() -> CallerCheck.requireModel(caller, "openai/gpt-4o")).doesNotThrowAnyException();
        assertThatCode(() -> CallerCheck.requireModel(caller, "small")).doesNotThrowAnyException();
        assertThatThrownBy(() -> CallerCheck.requireModel(caller, "gpt-4o"))
                .asInstanceOf(InstanceOfAssertFactories.type(GatewayException.class))
                .satisfies(refused -> assertThat(refused.error().code()).isEqualTo("model_not_allowed"))
                .satisfies(refused -> assertThat(refused.error().param()).isEqualTo("model"));
    }

    @Test
    void aRefusalHasTheWidestLevelThatRefuses() {
        Policy small = Policy.ofModels("small");
        Tenant tenant = new Tenant("t", "T", ZoneOffset.UTC, Set.of(), false, small);
        Caller byTenant = TestCallers.caller("blue", new Team("m", "M", tenant, false, small), small);
        Caller byTeam = TestCallers.caller("blue", new Team("m", "M", TestCallers.ACME, false, small), small);
        Caller byToken = TestCallers.caller("blue", TestCallers.SEARCH, small);
        Map.of("tenant", byTenant, "team", byTeam, "token", byToken)
                .forEach((scope, caller) -> assertThatThrownBy(() -> CallerCheck.requireModel(caller, "gpt-4o"))
                        .asInstanceOf(InstanceOfAssertFactories.type(GatewayException.class))
                        .satisfies(refused -> assertThat(refused.refusal())
                                .isEqualTo(RefusalDetail.of(scope).forModel("gpt-4o"))));
        Caller blocked = TestCallers.caller("blue", new Team("m", "M", TestCallers.ACME, true, Policy.NONE));
        assertThatThrownBy(() -> CallerCheck.requireAdmitted(blocked, NOW, () -> INSIDE))
                .asInstanceOf(InstanceOfAssertFactories.type(GatewayException.class))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(RefusalDetail.of("team")));
        Caller elsewhere = TestCallers.caller("blue", TestCallers.SEARCH, Policy.ofAddresses("10.0.0.0/8"));
        for (InetAddress address : new InetAddress[] {OUTSIDE, null}) {
            assertThatThrownBy(() -> CallerCheck.requireAdmitted(elsewhere, NOW, () -> address))
                    .asInstanceOf(InstanceOfAssertFactories.type(GatewayException.class))
                    .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(RefusalDetail.of("token")));
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String refusal(Caller caller, Instant now, @Nullable InetAddress address) {
        try {
            CallerCheck.requireAdmitted(caller, now, () -> address);
            return "none";
        } catch (GatewayException refused) {
            return refused.error().code() + ": " + refused.getMessage();
        }
    }
}

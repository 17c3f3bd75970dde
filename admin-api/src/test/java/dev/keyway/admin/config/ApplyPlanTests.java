package dev.keyway.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.Warning;
import dev.keyway.admin.problem.WarningCode;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** How much one file may come to. */
class ApplyPlanTests {

    @Test
    void aFileComesToSoManyChangesAndNotMore() {
        ApplyPlan plan = new ApplyPlan(false, new ConfigurationTree(new JsonMapper()), nothing());
        for (int i = 0; i < ApplyPlan.MAX_CHANGES; i++) {
            assertThat(plan.change(Subject.TENANT, Place.ROOT, "before", "after", () -> {}))
                    .isTrue();
        }
        assertThatThrownBy(() -> plan.change(Subject.TENANT, Place.ROOT, "before", "after", () -> {}))
                .isInstanceOfSatisfying(ApplyEnded.class, ended -> {
                    assertThat(ended.problem().code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
                    assertThat(ended.problem()).hasMessageContaining("more than 20,000 changes");
                });
    }

    @Test
    void ofVeryManyWarningsTheFirstAreListedAndTheOthersCounted() {
        ApplyPlan plan = new ApplyPlan(false, new ConfigurationTree(new JsonMapper()), nothing());
        for (int i = 0; i < 1_234; i++) {
            plan.warn(Place.ROOT, List.of(new Warning(WarningCode.MODEL_UNKNOWN, "m", "'m' is not a known model.")));
        }
        List<Warning> warnings = plan.result(false).warnings();
        assertThat(warnings).hasSize(101);
        assertThat(warnings.getLast().code()).isEqualTo("more_warnings");
        assertThat(warnings.getLast().message()).contains("1,134 warnings more");
    }

    @Test
    void warningsAboutKeysAreAllListed() {
        ApplyPlan plan = new ApplyPlan(false, new ConfigurationTree(new JsonMapper()), nothing());
        for (int i = 0; i < 200; i++) {
            plan.warn(Place.ROOT, List.of(new Warning(WarningCode.MODEL_UNKNOWN, "m", "'m' is not a known model.")));
        }
        plan.warn(Place.ROOT, List.of(new Warning(WarningCode.KEYS_UNUSABLE, "baseUrl", "makes 2 keys unusable.")));
        assertThat(plan.result(false).warnings())
                .hasSize(102)
                .extracting(Warning::code)
                .endsWith("keys_unusable", "more_warnings");
    }

    private static EntityManager nothing() {
        return (EntityManager) Proxy.newProxyInstance(
                ApplyPlanTests.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, given) -> null);
    }
}

package dev.keyway.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ErrorCode;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
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

    private static EntityManager nothing() {
        return (EntityManager) Proxy.newProxyInstance(
                ApplyPlanTests.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, given) -> null);
    }
}

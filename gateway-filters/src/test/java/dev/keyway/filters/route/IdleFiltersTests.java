package dev.keyway.filters.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Which global filters there are in Spring Cloud Gateway. If this fails after an upgrade, see decision 48. */
class IdleFiltersTests {

    private static final String PACKAGE = "org.springframework.cloud.gateway.";

    /** With these the routes serve. */
    private static final Set<String> ACTING = Set.of(
            // Counts what each route serves.
            PACKAGE + "filter.GatewayMetricsFilter",
            // Answers from a cache what it has seen before.
            PACKAGE + "filter.factory.cache.GlobalLocalResponseCacheGatewayFilter",
            // Stands for no class in an annotation, and is never registered.
            PACKAGE + "config.conditional.OnEnabledGlobalFilter$DefaultValue");

    @Test
    void everyGlobalFilterOfSpringCloudGatewayIsKnown() {
        Set<String> existing = new ClassFileImporter()
                .importPackages("org.springframework.cloud.gateway").stream()
                        .filter(type -> type.isAssignableTo(GlobalFilter.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(IdleFilters.REASONS.keySet());
        known.addAll(ACTING);

        assertThat(existing).isEqualTo(known);
    }

    @Test
    void aFilterThatIsNotKnownMayAct() {
        assertThat(IdleFilters.areAll(List.of())).isTrue();
        assertThat(IdleFilters.areAll(List.of(new Unknown()))).isFalse();
    }

    private static final class Unknown implements GlobalFilter {

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
            return chain.filter(exchange);
        }
    }
}

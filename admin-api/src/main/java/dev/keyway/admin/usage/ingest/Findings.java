package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Alerts that follow from events: what has no price, and costs that are computed differently here. Once a day for each model. */
@Component
class Findings {

    private final CostCheck costs;
    private final Clock clock;

    Findings(CostCheck costs, Clock clock) {
        this.costs = costs;
        this.clock = clock;
    }

    List<Alert> in(JdbcClient transaction, List<UsageEvent> events) {
        Map<String, Alert> found = new LinkedHashMap<>();
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (UsageEvent event : events) {
            for (UsageAttempt attempt : event.attempts()) {
                String model = attempt.provider() + "/" + attempt.model();
                if (!attempt.unpriced().isEmpty()) {
                    found.computeIfAbsent(occasion("unpriced", model, day), key -> unpriced(key, attempt));
                }
                OptionalLong expected = costs.expected(transaction, event, attempt);
                if (expected.isPresent() && expected.getAsLong() != attempt.costNanos()) {
                    found.computeIfAbsent(
                            occasion("cost", model, day), key -> mismatch(key, event, attempt, expected.getAsLong()));
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    /** An occasion has at most 300 characters; names of models may have more. */
    private static String occasion(String what, String model, LocalDate day) {
        String shown = model.length() > 200 ? model.substring(0, 200) : model;
        return "%s %s %s".formatted(what, shown, day);
    }

    private static Alert unpriced(String occasion, UsageAttempt attempt) {
        String meters =
                String.join(", ", attempt.unpriced().keySet().stream().sorted().toList());
        return new Alert(
                AlertEvent.MODEL_UNPRICED,
                null,
                occasion,
                "The model '%s' of %s was used without a price for %s."
                        .formatted(attempt.model(), attempt.provider(), meters),
                Map.of(
                        "provider",
                        attempt.provider(),
                        "model",
                        attempt.model(),
                        "meters",
                        attempt.unpriced().keySet().stream().sorted().toList()));
    }

    private static Alert mismatch(String occasion, UsageEvent event, UsageAttempt attempt, long expected) {
        return new Alert(
                AlertEvent.COST_MISMATCH,
                null,
                occasion,
                "A gateway booked %d nano-dollars for a call of the model '%s' of %s, which is %d by the same price list."
                        .formatted(attempt.costNanos(), attempt.model(), attempt.provider(), expected),
                Map.of(
                        "provider",
                        attempt.provider(),
                        "model",
                        attempt.model(),
                        "eventId",
                        event.id().toString(),
                        "priceList",
                        String.valueOf(attempt.priceList()),
                        "costNanos",
                        attempt.costNanos(),
                        "expectedNanos",
                        expected));
    }
}

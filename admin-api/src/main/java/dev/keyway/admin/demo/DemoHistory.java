package dev.keyway.admin.demo;

import dev.keyway.admin.token.TokenView;
import dev.keyway.admin.usage.ingest.PastUsage;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * History of the example company: thirty days of requests, booked by ingest day by day under the clock of that day. They are priced by
 * the price lists of now, as there are no older ones.
 */
@Component
class DemoHistory {

    private static final Logger LOG = LoggerFactory.getLogger(DemoHistory.class);

    private static final int DAYS = 30;
    private static final int SEED = 42;
    private static final int ON_A_WORKDAY = 160;
    private static final int ON_OTHER_DAYS = 50;
    private static final UUID GATEWAY =
            UUID.nameUUIDFromBytes("gateway of the example".getBytes(StandardCharsets.UTF_8));
    private static final UUID LOG_ID = UUID.nameUUIDFromBytes("log of the example".getBytes(StandardCharsets.UTF_8));

    /** By token: what it calls first, and then what it fails over to. */
    private static final Map<String, List<String>> CALLS = Map.of(
            "notebooks",
            List.of("openai/gpt-4o", "anthropic/claude-sonnet-4-5", "openai/gpt-4o-mini"),
            "nightly reports",
            List.of("anthropic/claude-sonnet-4-5", "openai/gpt-4o", "openai/gpt-4o-mini"),
            "chat widget",
            ExampleCompany.FAST);

    private final DemoModels models;
    private final PastUsage usage;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoHistory(DemoModels models, PastUsage usage, JdbcClient jdbc, Clock clock) {
        this.models = models;
        this.usage = usage;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What is booked later, by {@link #book}: what the example's tokens have called. */
    List<Caller> callers(List<TokenView> tokens) {
        return tokens.stream()
                .map(token -> new Caller(
                        owner(token),
                        models.find(CALLS.getOrDefault(token.name(), ExampleCompany.FAST)),
                        ExampleCompany.FAST.equals(CALLS.get(token.name())) ? ExampleCompany.ALIAS : null))
                .filter(caller -> !caller.models().isEmpty())
                .toList();
    }

    /** Books all thirty days; nothing where there are no models with prices. */
    void book(List<Caller> callers) {
        if (callers.isEmpty()) {
            LOG.info("The example company has no history, because no model has a price");
            return;
        }
        Random random = new Random(SEED);
        DemoRequests requests = new DemoRequests(random);
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        int booked = 0;
        for (LocalDate day = today.minusDays(DAYS - 1); !day.isAfter(today); day = day.plusDays(1)) {
            Instant end =
                    day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
            Instant arrived = end.isAfter(now) ? now : end;
            List<UsageEvent> events = day(day, callers, random, requests).stream()
                    .filter(event -> event.at().isBefore(arrived))
                    .sorted(Comparator.comparing(event -> event.id().toString()))
                    .toList();
            if (!events.isEmpty()) {
                booked += usage.book(GATEWAY, LOG_ID, events, arrived);
            }
        }
        LOG.info("The example company has a history of {} days and {} requests", DAYS, booked);
    }

    private static List<UsageEvent> day(LocalDate day, List<Caller> callers, Random random, DemoRequests requests) {
        boolean works = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
        int count = (works ? ON_A_WORKDAY : ON_OTHER_DAYS) + random.nextInt(40);
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Caller caller = callers.get(random.nextInt(callers.size()));
            // Most of it in the middle of the day.
            long second = (random.nextLong(86_400) + random.nextLong(86_400) + random.nextLong(86_400)) / 3;
            Instant at = day.atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .plusSeconds(second)
                    .plusMillis(random.nextInt(1_000));
            events.add(requests.request(caller.owner(), caller.models(), caller.alias(), at));
        }
        return events;
    }

    private UsageOwner owner(TokenView token) {
        String team = jdbc.sql("SELECT name FROM team WHERE id = ?")
                .param(token.teamId())
                .query(String.class)
                .single();
        return new UsageOwner(token.tenantId(), ExampleCompany.NAME, token.teamId(), team, token.id(), token.name());
    }

    /**
     * Token that has called.
     *
     * @param alias that it asked for; null: the model by its name
     */
    record Caller(
            UsageOwner owner,
            List<DemoModel> models,
            @Nullable String alias) {}
}

package dev.keyway.admin.usage.repricing;

import dev.keyway.admin.paging.Filter;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Chunks of repricings: some requests in the order of their admission, priced anew within one transaction. */
@Component
class RepricingChunks {

    private static final int SIZE = 1000;
    private static final TypeReference<List<ChosenList>> LISTS = new TypeReference<>() {};

    /** What is left to do after a chunk. */
    enum Left {
        MORE,
        NOTHING,
        /** Another replica does it, or it has ended. */
        TO_ANOTHER
    }

    private final Repricer repricer;
    private final RepricingBooks books;
    private final JsonMapper json;

    RepricingChunks(Repricer repricer, RepricingBooks books, JsonMapper json) {
        this.repricer = repricer;
        this.books = books;
        this.json = json;
    }

    Left next(JdbcClient transaction, UUID id) {
        Optional<Order> locked = lock(transaction, id);
        if (locked.isEmpty()) {
            return Left.TO_ANOTHER;
        }
        Order order = locked.get();
        if (!order.dryRun()) {
            // Adjustments of people and closings of statements wait, so that what is read here holds until it is
            // booked.
            int unused = transaction
                    .sql("SELECT pg_advisory_xact_lock(hashtext('keyway.adjustments'))::text")
                    .query((row, n) -> n)
                    .list()
                    .size();
        }
        List<RecordedRequest> page = page(transaction, order);
        if (page.isEmpty()) {
            return Left.NOTHING;
        }
        RepricedChunk chunk = repricer.reprice(transaction, order, page, attempts(transaction, order, page));
        if (!order.dryRun()) {
            books.book(transaction, order, chunk);
        }
        books.count(transaction, order, chunk, page.getLast());
        return Left.MORE;
    }

    private Optional<Order> lock(JdbcClient transaction, UUID id) {
        return transaction
                .sql("SELECT * FROM repricing WHERE id = ? AND state = 'RUNNING' FOR UPDATE SKIP LOCKED")
                .param(id)
                .query((row, n) -> new Order(
                        id,
                        row.getBoolean("dry_run"),
                        row.getObject("from_date", LocalDate.class),
                        row.getObject("to_date", LocalDate.class),
                        row.getObject("tenant_id", UUID.class),
                        row.getObject("team_id", UUID.class),
                        row.getBoolean("unpriced_only"),
                        new ChosenLists(json.readValue(row.getString("price_lists"), LISTS)),
                        row.getString("reason"),
                        row.getString("created_by"),
                        row.getTimestamp("next_at").toInstant(),
                        row.getObject("next_id", UUID.class)))
                .optional();
    }

    private static List<RecordedRequest> page(JdbcClient transaction, Order order) {
        Instant end = order.to().plusDays(Repricings.DAYS_OFF).atStartOfDay().toInstant(ZoneOffset.UTC);
        Filter filter = Filter.where(
                        "kind = 'REQUEST' AND (at, id) > (?, ?) AND at < ? AND date >= ? AND date < ?",
                        Timestamp.from(order.nextAt()),
                        order.nextId(),
                        Timestamp.from(end),
                        order.from(),
                        order.to())
                .and("tenant_id = ?", order.tenant())
                .and("team_id = ?", order.team());
        return transaction
                .sql("""
                        SELECT id, arrived_at, at, date, clock_offset_millis, tenant_id, team_id, token_id, cost_nanos FROM usage_event
                        WHERE %s ORDER BY at, id LIMIT %d""".formatted(filter.sql(), SIZE))
                .params(filter.values())
                .query(RecordedRequest::of)
                .list();
    }

    private static Map<UUID, List<RecordedAttempt>> attempts(
            JdbcClient transaction, Order order, List<RecordedRequest> page) {
        List<ChosenList> lists = order.lists().lists();
        return transaction
                .sql("""
                        SELECT %s FROM unnest(?::uuid[], ?::timestamptz[]) AS p (id, arrived_at)
                        JOIN usage_attempt a ON a.event_id = p.id AND a.arrived_at = p.arrived_at
                        WHERE (a.provider_id, a.model) IN (SELECT * FROM unnest(?::uuid[], ?::text[])) AND (a.unpriced IS NOT NULL OR NOT ?)
                        ORDER BY a.event_id, a.number""".formatted(RecordedAttempt.COLUMNS))
                .params(
                        page.stream().map(RecordedRequest::id).toArray(UUID[]::new),
                        page.stream()
                                .map(request -> Timestamp.from(request.arrivedAt()))
                                .toArray(Timestamp[]::new),
                        lists.stream().map(ChosenList::providerId).toArray(UUID[]::new),
                        lists.stream().map(ChosenList::model).toArray(String[]::new),
                        order.unpricedOnly())
                .query(RecordedAttempt::of)
                .list()
                .stream()
                .collect(Collectors.groupingBy(RecordedAttempt::eventId));
    }

    /**
     * A repricing that runs, locked by the transaction that reads it.
     *
     * @param nextAt it goes on after the request that was admitted at this moment and has the id {@code nextId}
     */
    record Order(
            UUID id,
            boolean dryRun,
            LocalDate from,
            LocalDate to,
            @Nullable UUID tenant,
            @Nullable UUID team,
            boolean unpricedOnly,
            ChosenLists lists,
            String reason,
            String createdBy,
            Instant nextAt,
            UUID nextId) {}
}

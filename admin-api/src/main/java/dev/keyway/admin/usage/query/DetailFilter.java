package dev.keyway.admin.usage.query;

import dev.keyway.admin.money.Money;
import dev.keyway.admin.paging.Filter;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Filter of what else a list of usage shows; null matches everything.
 *
 * @param date admission date in the tenant's zone
 * @param operation such as {@code chat_completions}
 * @param askedModel the model name that the client sent
 * @param stream whether a stream was asked for
 * @param status the status that the client was given
 * @param errorCode the stable code of the error
 * @param minQueuedMillis waited for keys so long or longer
 * @param minFirstByteMillis took so long or longer to the first byte
 * @param maxFirstByteMillis took so long or shorter to the first byte
 * @param minDurationMillis took so long or longer
 * @param maxDurationMillis took so long or shorter
 * @param minRequests so many refusals or more are counted together
 * @param minTokens so many tokens or more
 * @param maxTokens so many tokens or fewer
 * @param minCost dollars, without adjustments
 * @param maxCost dollars, without adjustments
 * @param adjusted whether there are adjustments
 * @param estimated whether any of the usage is an estimate
 * @param minAttempts so many upstream calls or more
 */
record DetailFilter(
        @Nullable LocalDate date,
        @Nullable String operation,
        @Nullable String askedModel,
        @Nullable Boolean stream,
        @Nullable @PositiveOrZero Integer status,
        @Nullable String errorCode,
        @Nullable @PositiveOrZero Long minQueuedMillis,
        @Nullable @PositiveOrZero Long minFirstByteMillis,
        @Nullable @PositiveOrZero Long maxFirstByteMillis,
        @Nullable @PositiveOrZero Long minDurationMillis,
        @Nullable @PositiveOrZero Long maxDurationMillis,
        @Nullable @PositiveOrZero Long minRequests,
        @Nullable @PositiveOrZero Long minTokens,
        @Nullable @PositiveOrZero Long maxTokens,
        @Nullable BigDecimal minCost,
        @Nullable BigDecimal maxCost,
        @Nullable Boolean adjusted,
        @Nullable Boolean estimated,
        @Nullable @PositiveOrZero Integer minAttempts) {

    /** The condition that an index of its own serves. */
    Filter ofErrors(Filter filter) {
        return filter.and("error_code = ?", errorCode);
    }

    /** The others. */
    Filter rest(Filter filter) {
        Filter found = filter.and("date = ?", date)
                .and("operation = ?", operation)
                .and("asked_model = ?", askedModel)
                .and("stream = ?", stream)
                .and("status = ?", status)
                .and("queued_millis >= ?", minQueuedMillis)
                .and("first_byte_millis >= ?", minFirstByteMillis)
                .and("first_byte_millis <= ?", maxFirstByteMillis)
                .and("duration_millis >= ?", minDurationMillis)
                .and("duration_millis <= ?", maxDurationMillis)
                .and("requests >= ?", minRequests)
                .and("tokens >= ?", minTokens)
                .and("tokens <= ?", maxTokens)
                .and("cost_nanos >= ?", nanos("minCost", minCost))
                .and("cost_nanos <= ?", nanos("maxCost", maxCost))
                .and("estimated = ?", estimated)
                .and("attempts >= ?", minAttempts);
        return found.and("EXISTS (SELECT FROM usage_adjustment j WHERE j.event_id = candidates.id) = ?", adjusted);
    }

    private static @Nullable Long nanos(String field, @Nullable BigDecimal dollars) {
        return dollars == null ? null : Long.valueOf(Money.nanos(field, dollars));
    }
}

package dev.keyway.filters.admission;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.limit.Shortage;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.problem.RefusalDetail;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Errors of requests that do not fit into limits or budgets. Each names the scope, its limit and what is used of it. */
final class LimitErrors {

    private static final Duration SOON = Duration.ofSeconds(1);

    private LimitErrors() {}

    static GatewayException of(Shortage shortage, Caller caller) {
        String scope = scope(shortage.level(), caller);
        return switch (shortage) {
            case Shortage.Rate rate -> rate(rate, scope);
            case Shortage.Concurrency full ->
                refused(
                        GatewayError.of(
                                        ErrorCode.CONCURRENCY_EXCEEDED,
                                        "%s has %d requests in progress, and may have %d at a time"
                                                .formatted(scope, full.used(), full.limit()))
                                .retryAfter(SOON),
                        detail(full.level(), full.limit(), full.used()));
            case Shortage.Spent spent -> spent(spent, scope);
            case Shortage.Reserved reserved -> reserved(reserved, scope);
            case Shortage.Unknown unknown ->
                refused(
                        GatewayError.of(
                                        ErrorCode.ACCOUNTING_UNAVAILABLE,
                                        "What is spent of the %s of %s is not known at this gateway; try again shortly"
                                                .formatted(budget(unknown.period()), lower(scope)))
                                .retryAfter(SOON),
                        null);
            case Shortage.Unbounded unbounded ->
                refused(
                        GatewayError.of(
                                ErrorCode.COST_UNBOUNDED,
                                "The %s of %s is strict, and the most that this request can cost is not known: set max_tokens, and send"
                                                .formatted(budget(unbounded.period()), lower(scope))
                                        + " no media, no tools that the provider runs and no references to stored responses"),
                        RefusalDetail.of(unbounded.level().label()));
            case Shortage.Unpriced unpriced ->
                refused(
                        GatewayError.of(
                                ErrorCode.MODEL_UNPRICED,
                                "%s has a hard budget, and this model has no price for %s: ask your administrator for a price"
                                        .formatted(scope, unpriced.what())),
                        RefusalDetail.of(unpriced.level().label()));
        };
    }

    private static GatewayException rate(Shortage.Rate rate, String scope) {
        RefusalDetail detail = detail(rate.level(), rate.limit(), rate.used());
        Duration freeIn = rate.freeIn();
        if (freeIn == null) {
            GatewayError never = GatewayError.of(
                    ErrorCode.RATE_LIMIT_EXCEEDED,
                    "This request needs %d of the %d %s that %s may use"
                            .formatted(rate.need(), rate.limit(), rate.what(), lower(scope)));
            return refused(never.doNotRetry(), detail);
        }
        GatewayError error = GatewayError.of(
                ErrorCode.RATE_LIMIT_EXCEEDED,
                "%s has used %d of its %d %s; this request needs %d"
                        .formatted(scope, rate.used(), rate.limit(), rate.what(), rate.need()));
        return refused(error.retryAfter(freeIn), detail);
    }

    private static GatewayException spent(Shortage.Spent spent, String scope) {
        Instant resetsAt = spent.resetsAt();
        String reset = resetsAt == null ? "It does not reset" : "It resets at " + resetsAt;
        String words = spent.spent() >= spent.cap()
                ? "The %s of %s is spent: %s of %s. %s"
                        .formatted(
                                budget(spent.period()),
                                lower(scope),
                                dollars(spent.spent()),
                                dollars(spent.cap()),
                                reset)
                : "This request may cost %s, and the %s of %s has %s left: %s of %s is spent. %s"
                        .formatted(
                                dollars(spent.need()),
                                budget(spent.period()),
                                lower(scope),
                                dollars(spent.cap() - spent.spent()),
                                dollars(spent.spent()),
                                dollars(spent.cap()),
                                reset);
        return refused(
                GatewayError.of(ErrorCode.INSUFFICIENT_QUOTA, words).doNotRetry(),
                detail(spent.level(), spent.cap(), spent.spent()));
    }

    private static GatewayException reserved(Shortage.Reserved reserved, String scope) {
        String words =
                "This request may cost %s, and of the %s of %s, %s is spent and %s is held by requests in progress or granted to other gateways, of %s"
                        .formatted(
                                dollars(reserved.need()),
                                budget(reserved.period()),
                                lower(scope),
                                dollars(reserved.spent()),
                                dollars(reserved.held() + reserved.elsewhere()),
                                dollars(reserved.cap()));
        return refused(
                GatewayError.of(ErrorCode.BUDGET_RESERVED, words).retryAfter(SOON),
                detail(reserved.level(), reserved.cap(), reserved.spent()));
    }

    private static GatewayException refused(GatewayError error, @Nullable RefusalDetail detail) {
        return new GatewayException(error, detail);
    }

    private static RefusalDetail detail(Level level, long limit, long used) {
        return new RefusalDetail(level.label(), limit, used, "");
    }

    /** A caller learns the names of its own team and tenant only. */
    private static String scope(Level level, Caller caller) {
        Team team = caller.team();
        return switch (level) {
            case TOKEN -> "This token";
            case TEAM -> team == null ? "The team" : "The team '" + team.name() + "'";
            case TENANT ->
                team == null ? "The tenant" : "The tenant '" + team.tenant().name() + "'";
        };
    }

    private static String lower(String scope) {
        return scope.substring(0, 1).toLowerCase(Locale.ROOT) + scope.substring(1);
    }

    private static String budget(Period period) {
        return switch (period) {
            case DAY -> "daily budget";
            case WEEK -> "weekly budget";
            case MONTH -> "monthly budget";
            case TOTAL -> "total budget";
        };
    }

    private static String dollars(long nanos) {
        return "$" + new NanoDollars(nanos);
    }
}

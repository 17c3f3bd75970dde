package dev.keyway.admin.usage.query;

import dev.keyway.admin.usage.adjustment.AdjustmentView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Usage record: a request that has ended, or requests of one token that were refused for one reason. It contains no prompt, response
 * or secret.
 *
 * @param requestId the {@code x-request-id} that the client saw; empty for refusals that are counted together
 * @param at when it was admitted or refused
 * @param date its local date in the tenant's zone; budgets go by it
 * @param tenant the tenant's name at that time; so are those of team and token
 * @param operation such as {@code chat_completions}
 * @param askedModel the model name that the client sent
 * @param alias the alias, if this name is one; otherwise null
 * @param model the provider's own name of the model; that of the attempt that answered, or else of the last one, as are provider,
 *     account and key; null without an attempt
 * @param provider the provider's slug at that time
 * @param accountId null without one, and to callers without a role over the installation, as is the key
 * @param stream whether a stream was asked for
 * @param outcome how it ended
 * @param status the status that the client was given; 0 if it left before
 * @param errorOrigin {@code gateway}, {@code provider} or {@code client}; null without an error
 * @param errorCode the stable code of the error; null without one
 * @param refusal the limit that refused it; null if none did
 * @param queuedMillis how long it waited for a key
 * @param firstByteMillis from its arrival to the first byte for the client; null without one
 * @param durationMillis from its arrival to its end
 * @param requests 1, or how many refusals are counted together
 * @param tokens input and output of all its attempts
 * @param inputTokens those of them that were sent, cached ones included
 * @param outputTokens those of them that were received
 * @param cost dollars, exact to the nano-dollar: the sum of its attempts
 * @param adjustedCost the cost with all adjustments
 * @param estimated whether any of the usage is an estimate
 * @param attemptCount upstream calls
 * @param tags of the call, and the labels of its tenant, team and token at that time, each under {@code label:} and its key
 * @param userHash the call's user, as an HMAC under a key of the tenant; null if it named none
 * @param attempts upstream calls in their order; null in lists
 * @param adjustments corrections of its cost, oldest first; null in lists
 */
record UsageView(
        UUID id,
        String requestId,
        Instant at,
        LocalDate date,
        UUID tenantId,
        String tenant,
        UUID teamId,
        String team,
        UUID tokenId,
        String token,
        String operation,
        String askedModel,
        @Nullable String alias,
        @Nullable String model,
        @Nullable UUID providerId,
        @Nullable String provider,
        @Nullable UUID accountId,
        @Nullable UUID keyId,
        boolean stream,
        UsageOutcome outcome,
        int status,
        @Nullable String errorOrigin,
        @Nullable String errorCode,
        @Nullable UsageRefusalView refusal,
        long queuedMillis,
        @Nullable Long firstByteMillis,
        long durationMillis,
        long requests,
        long tokens,
        long inputTokens,
        long outputTokens,
        BigDecimal cost,
        BigDecimal adjustedCost,
        boolean estimated,
        int attemptCount,
        Map<String, String> tags,
        @Nullable String userHash,
        @Nullable List<UsageAttemptView> attempts,
        @Nullable List<AdjustmentView> adjustments) {}

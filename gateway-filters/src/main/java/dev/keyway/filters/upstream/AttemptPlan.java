package dev.keyway.filters.upstream;

import dev.keyway.catalogue.provider.AnswerForm;
import dev.keyway.filters.failover.FailureRecogniser;

/**
 * All that an attempt needs to know.
 *
 * @param request what is sent
 * @param limits how long each stage may take
 * @param recogniser reads the provider's errors
 * @param meter reads the body as it passes
 * @param form what an answer may be besides JSON
 */
public record AttemptPlan(
        UpstreamRequest request,
        AttemptLimits limits,
        FailureRecogniser recogniser,
        AnswerMeter meter,
        AnswerForm form) {}

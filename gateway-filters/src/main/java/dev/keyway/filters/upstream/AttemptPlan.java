package dev.keyway.filters.upstream;

import dev.keyway.catalogue.provider.AnswerForm;
import dev.keyway.filters.failover.FailureRecogniser;
import dev.keyway.filters.metering.UsageExtractor;

/**
 * All that an attempt needs to know besides what it sends.
 *
 * @param stream whether an event stream is asked for
 * @param limits how long each stage may take
 * @param recogniser reads the provider's errors
 * @param extractor reads the body as it passes
 * @param form what an answer may be besides JSON
 */
public record AttemptPlan(
        boolean stream,
        AttemptLimits limits,
        FailureRecogniser recogniser,
        UsageExtractor extractor,
        AnswerForm form) {}

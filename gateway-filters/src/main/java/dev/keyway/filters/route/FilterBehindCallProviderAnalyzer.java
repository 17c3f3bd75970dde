package dev.keyway.filters.route;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start which route to change, without a stack trace. */
final class FilterBehindCallProviderAnalyzer extends AbstractFailureAnalyzer<FilterBehindCallProviderException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FilterBehindCallProviderException cause) {
        return new FailureAnalysis(cause.getMessage(), "Move that filter in front of CallProvider.", cause);
    }
}

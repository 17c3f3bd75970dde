package dev.keyway.filters.autoconfigure;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.filters.keyusage.CallResult;
import dev.keyway.filters.keyusage.CallTarget;
import dev.keyway.filters.keyusage.JournalEntry;
import dev.keyway.filters.keyusage.UsageJournal;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.UsageLog;

/** Usage log in the usage journal. */
final class JournalUsageLog implements UsageLog {

    private static final Cost NOTHING = new Cost.Priced(NanoDollars.ZERO, "");

    private final UsageJournal journal;

    JournalUsageLog(UsageJournal journal) {
        this.journal = journal;
    }

    @Override
    public AttemptObservation open(AttemptOpened opened) {
        JournalEntry entry =
                journal.open(new CallTarget(opened.provider(), opened.keyId(), opened.model()), opened.at());
        return new AttemptObservation() {
            @Override
            public void onEnded(AttemptRecord attempt) {
                entry.close(result(attempt.outcome(), attempt.usage()));
            }
        };
    }

    private static CallResult result(Outcome outcome, AttemptUsage usage) {
        return new CallResult(
                outcome == Outcome.COMPLETED,
                usage.tokens().promptTokens(),
                usage.tokens().completionTokens(),
                usage.cost() == null ? NOTHING : usage.cost(),
                usage.estimated());
    }
}

package dev.keyway.filters.autoconfigure;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.filters.keyusage.CallResult;
import dev.keyway.filters.keyusage.CallTarget;
import dev.keyway.filters.keyusage.JournalEntry;
import dev.keyway.filters.keyusage.UsageJournal;
import dev.keyway.filters.record.AttemptBooks;
import dev.keyway.filters.record.AttemptClosed;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.Outcome;

/** Keeps the books of attempts in the usage journal. */
final class JournalBooks implements AttemptBooks {

    private static final Cost NOTHING = new Cost.Priced(NanoDollars.ZERO, "");

    private final UsageJournal journal;

    JournalBooks(UsageJournal journal) {
        this.journal = journal;
    }

    @Override
    public Entry open(AttemptOpened opened) {
        JournalEntry entry =
                journal.open(new CallTarget(opened.provider(), opened.keyId(), opened.model()), opened.at());
        return closed -> entry.close(result(closed));
    }

    private static CallResult result(AttemptClosed closed) {
        return new CallResult(
                closed.outcome() == Outcome.COMPLETED,
                closed.usage().promptTokens(),
                closed.usage().completionTokens(),
                closed.cost() == null ? NOTHING : closed.cost(),
                closed.estimated());
    }
}

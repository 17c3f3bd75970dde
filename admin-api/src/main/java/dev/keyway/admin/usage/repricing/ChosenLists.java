package dev.keyway.admin.usage.repricing;

import dev.keyway.admin.price.NewPriceList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The price lists of a repricing, and which of them prices an attempt: as if they had been in effect. */
record ChosenLists(List<ChosenList> lists) {

    /**
     * The list of the attempt's tier. Where its tier has none, the standard tier's, if it was priced by that.
     *
     * @param ownTier whether the list that the attempt names has prices of the attempt's tier
     * @return empty if none is for it
     */
    Optional<ChosenList> of(RecordedAttempt attempt, BooleanSupplier ownTier) {
        Optional<ChosenList> own = of(attempt, attempt.tier());
        return own.isPresent() || attempt.tier().equals(NewPriceList.STANDARD) || ownTier.getAsBoolean()
                ? own
                : of(attempt, NewPriceList.STANDARD);
    }

    private Optional<ChosenList> of(RecordedAttempt attempt, String tier) {
        Comparator<ChosenList> byStart = Comparator.comparing(ChosenList::validFrom);
        return within(attempt, tier)
                .filter(list -> !list.validFrom().isAfter(attempt.at()))
                .max(byStart)
                .or(() -> within(attempt, tier).min(byStart));
    }

    private Stream<ChosenList> within(RecordedAttempt attempt, String tier) {
        return lists.stream()
                .filter(list -> list.providerId().equals(attempt.providerId())
                        && list.model().equals(attempt.model())
                        && list.tier().equals(tier));
    }
}

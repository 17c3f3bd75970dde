package dev.keyway.admin.budget;

import dev.keyway.admin.usage.log.LogMark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shares of all logs in the budget of a window.
 *
 * @param booked nano-dollars, by all logs and with adjustments
 */
record WindowShares(long booked, List<Share> shares) {

    /** One without a share yet. */
    WindowShares(long booked) {
        this(booked, new ArrayList<>());
    }

    /** The share of a log; null: it has none. */
    @Nullable
    Share of(LogMark log) {
        return shares.stream().filter(share -> isOf(share, log)).findFirst().orElse(null);
    }

    List<Share> without(LogMark log) {
        return shares.stream().filter(share -> !isOf(share, log)).toList();
    }

    private static boolean isOf(Share share, LogMark log) {
        return share.gateway().equals(log.gatewayId()) && share.log().equals(log.logId());
    }
}

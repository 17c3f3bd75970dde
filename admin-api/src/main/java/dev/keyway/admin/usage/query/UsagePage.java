package dev.keyway.admin.usage.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list of usage records, newest first.
 *
 * @param next the cursor of what is older; null at the end
 * @param previous the cursor of what is newer; null on the first page
 * @param searchedBackTo how far the search has looked, if it stopped before the page was full: {@code next} goes on from there
 * @param total how many were found in all; only if it is asked for
 * @param totalIsAtLeast whether there may be more than {@code total}, which were not counted
 */
record UsagePage(
        List<UsageView> items,
        @Nullable String next,
        @Nullable String previous,
        @Nullable Instant searchedBackTo,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer total,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean totalIsAtLeast) {}

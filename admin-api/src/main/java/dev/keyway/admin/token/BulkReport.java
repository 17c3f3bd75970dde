package dev.keyway.admin.token;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was done to many tokens, or would be.
 *
 * @param dryRun whether nothing was changed
 * @param done how many were changed, or would be
 * @param unchanged how many were so already
 * @param failed all others
 * @param items each token
 */
record BulkReport(boolean dryRun, int done, int unchanged, int failed, List<Item> items) {

    /** What was done to a token, or would be. */
    enum Outcome {
        DONE,
        /** It was so already. */
        UNCHANGED,
        /** Its state does not allow it. */
        REFUSED,
        /** There is none, or the caller may not change it. */
        NOT_FOUND,
        /** A fault ended the work before it, or in its part: send it again. */
        NOT_TRIED
    }

    /**
     * A token.
     *
     * @param message why it was refused
     * @param secret its new secret, shown only once, if it was rotated
     */
    record Item(
            UUID id,
            Outcome outcome,
            @Nullable String message,
            @Nullable String secret) {

        static Item of(UUID id, Outcome outcome) {
            return new Item(id, outcome, null, null);
        }

        Item withoutSecret() {
            return new Item(id, outcome, message, null);
        }

        @Override
        public String toString() {
            return "Item[id=" + id + ", outcome=" + outcome + "]";
        }
    }

    static BulkReport of(boolean dryRun, List<Item> items) {
        int done = count(items, Outcome.DONE);
        int unchanged = count(items, Outcome.UNCHANGED);
        return new BulkReport(dryRun, done, unchanged, items.size() - done - unchanged, items);
    }

    private static int count(List<Item> items, Outcome outcome) {
        return (int) items.stream().filter(item -> item.outcome() == outcome).count();
    }
}

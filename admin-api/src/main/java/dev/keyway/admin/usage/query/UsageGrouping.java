package dev.keyway.admin.usage.query;

import dev.keyway.admin.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What sums are grouped by.
 *
 * @param dimension null: nothing
 * @param tag the name of a tag, of which the groups are the values; null: groups of tags are names with values
 */
record UsageGrouping(
        @Nullable UsageDimension dimension, @Nullable String tag) {

    static final UsageGrouping NOTHING = new UsageGrouping(null, null);

    private static final String OF_TAG = "tag:";
    private static final Pattern TAG_NAME = Pattern.compile("(label:)?[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");

    /** @throws ProblemException if nothing can be grouped by this */
    static UsageGrouping of(@Nullable String text) {
        if (text == null) {
            return NOTHING;
        }
        if (text.startsWith(OF_TAG)) {
            String name = text.substring(OF_TAG.length());
            if (TAG_NAME.matcher(name).matches()) {
                return new UsageGrouping(UsageDimension.TAG, name);
            }
            throw ProblemException.invalid("groupBy", "must have the name of a tag after tag:, such as tag:feature");
        }
        return new UsageGrouping(
                UsageDimension.of(text)
                        .orElseThrow(() -> ProblemException.invalid(
                                "groupBy", "must be one of " + UsageDimension.listed() + ", or tag: and a name")),
                null);
    }

    boolean isNothing() {
        return dimension == null;
    }

    /** Whether the group of a request is in its record, and is never missing there but for users and tags. */
    boolean isOfRequests() {
        return dimension == UsageDimension.TENANT
                || dimension == UsageDimension.TEAM
                || dimension == UsageDimension.TOKEN
                || dimension == UsageDimension.USER
                || (dimension == UsageDimension.TAG && !overlaps());
    }

    boolean is(UsageDimension other) {
        return dimension == other;
    }

    /** Whether a request can be in several groups: it has each of its tags. */
    boolean overlaps() {
        return dimension == UsageDimension.TAG && tag == null;
    }

    Optional<UsageDimension> asked() {
        return Optional.ofNullable(dimension);
    }

    /** What rows are grouped by, in SQL, and its parameters. */
    String key() {
        if (dimension == null) {
            return "NULL::text";
        }
        if (dimension == UsageDimension.TAG) {
            return tag == null ? "pair.name || '=' || pair.value" : "coalesce(tags ->> ?, '')";
        }
        return dimension.column() + "::text";
    }

    List<Object> values() {
        return tag == null ? List.of() : List.of(tag);
    }

    /** What rows are joined with so that they have the key. Labels have a tag of their own each, and are not among all tags. */
    String join() {
        return overlaps()
                ? " CROSS JOIN LATERAL (SELECT key AS name, value FROM jsonb_each_text(tags) WHERE key NOT LIKE 'label:%') AS pair"
                : "";
    }
}

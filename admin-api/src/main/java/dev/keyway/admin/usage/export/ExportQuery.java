package dev.keyway.admin.usage.export;

import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.usage.query.UsageFilter;
import dev.keyway.admin.usage.query.UsageReach;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.core.Utils;

/** Query of an export, with its values in it: COPY takes no parameters. */
final class ExportQuery {

    private static final Pattern PARAMETER = Pattern.compile("\\?");

    private ExportQuery() {}

    /**
     * The records that a filter finds in a reach.
     *
     * @param select with {@code %1$s} for the columns, {@code %2$s} for the conditions on {@code usage_event} in which the attempts of a
     *     request do not differ, and {@code %3$s} for the others
     */
    static String copy(String select, List<ExportColumn> columns, UsageFilter filter, UsageReach reach)
            throws SQLException {
        Filter found = UsageFilter.within(
                reach.within(filter).narrow(filter.ofRequests(Filter.where("true"))), "at", filter.from(), filter.to());
        String names = columns.stream().map(ExportColumn::sql).collect(Collectors.joining(", "));
        return "COPY (" + select.formatted(names, withValues(found), withValues(filter.ofTargets(Filter.where("true"))))
                + ") TO STDOUT";
    }

    private static String withValues(Filter filter) throws SQLException {
        Iterator<Object> values = filter.values().iterator();
        StringBuilder sql = new StringBuilder();
        String conditions = filter.sql();
        int end = 0;
        for (MatchResult parameter : PARAMETER.matcher(conditions).results().toList()) {
            sql.append(conditions, end, parameter.start()).append(literal(values.next()));
            end = parameter.end();
        }
        return sql.append(conditions, end, conditions.length()).toString();
    }

    private static String literal(Object value) throws SQLException {
        return switch (value) {
            case UUID id -> "'" + id + "'::uuid";
            case Timestamp at -> "'" + at.toInstant() + "'::timestamptz";
            case String text -> "'" + Utils.escapeLiteral(null, text, true) + "'::text";
            default -> throw new IllegalArgumentException("no literal for " + value.getClass());
        };
    }
}

package dev.keyway.admin.usage.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names of groups. */
@Component
class GroupNames {

    private final JdbcClient jdbc;

    GroupNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of each group its ID and name. */
    Map<String, Name> of(List<String> groups, UsageGrouping grouping) {
        if (grouping.asked().filter(UsageDimension::hasIds).isEmpty()) {
            return groups.stream().collect(Collectors.toMap(group -> group, group -> new Name(null, group)));
        }
        Map<String, Name> names = new HashMap<>();
        jdbc.sql(grouping.asked().orElseThrow().names())
                .param(groups.stream().map(UUID::fromString).toArray(UUID[]::new))
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    names.put(
                            id.toString(),
                            new Name(isNothing(id) ? null : id, Objects.requireNonNull(row.getString("name"))));
                });
        return names;
    }

    private static boolean isNothing(UUID id) {
        return id.equals(new UUID(0, 0));
    }

    /** Name of a group, and its ID if it has one. */
    record Name(@Nullable UUID id, String text) {}
}

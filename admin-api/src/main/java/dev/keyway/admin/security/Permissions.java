package dev.keyway.admin.security;

import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.catalogue.csv.CsvRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Who may call what: the rows of permissions.csv. What has no row is allowed to nobody. */
final class Permissions {

    private static final String FILE = "permissions.csv";
    private static final List<String> FIRST_COLUMNS = List.of("method", "path", "ANONYMOUS", "SIGNED_IN");
    private static final String LAST_COLUMN = "NARROWED_BY";

    private final List<Permission> rows;

    private Permissions(List<Permission> rows) {
        this.rows = rows;
    }

    /**
     * Reads the file that came with this release.
     *
     * @throws IllegalStateException if it is invalid
     */
    static Permissions load() {
        try (InputStream file = Permissions.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Permissions parse(String text) {
        List<CsvRow> lines = CsvRow.read(text);
        List<String> header = lines.getFirst().cells();
        if (!header.subList(0, FIRST_COLUMNS.size()).equals(FIRST_COLUMNS)
                || !header.getLast().equals(LAST_COLUMN)) {
            throw new IllegalStateException(
                    FILE + " must begin with the columns " + FIRST_COLUMNS + " and end with " + LAST_COLUMN);
        }
        List<Permission> rows = new ArrayList<>();
        for (CsvRow line : lines.subList(1, lines.size())) {
            rows.add(row(header, line));
        }
        rows.sort(Comparator.comparing(Permission::path, PathPattern.SPECIFICITY_COMPARATOR));
        return new Permissions(List.copyOf(rows));
    }

    List<Permission> rows() {
        return rows;
    }

    /** The row for a call, and over what a role must be held; empty if no row is for it. */
    Optional<Match> match(String method, String path) {
        String asked = method.equals("HEAD") ? "GET" : method;
        PathContainer parsed = PathContainer.parsePath(path);
        for (Permission row : rows) {
            PathPattern.PathMatchInfo info =
                    row.method().equals(asked) ? row.path().matchAndExtract(parsed) : null;
            if (info != null) {
                return Optional.of(new Match(row, scope(info.getUriVariables()), info.getUriVariables()));
            }
        }
        return Optional.empty();
    }

    /** A malformed ID is in no tenant: only who may do it everywhere gets as far as the error. */
    private static Scope scope(Map<String, String> variables) {
        Optional<UUID> tenant = id(variables.get("tenant"));
        Optional<UUID> team = id(variables.get("team"));
        if (tenant.isEmpty() || (variables.containsKey("team") && team.isEmpty())) {
            return variables.containsKey("tenant") ? NOWHERE : Scope.INSTALLATION;
        }
        return new Scope(tenant.get(), team.orElse(null));
    }

    private static final Scope NOWHERE = Scope.tenant(new UUID(0, 0));

    private static Optional<UUID> id(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Permission row(List<String> header, CsvRow line) {
        List<String> cells = line.cells();
        if (cells.size() != header.size()) {
            throw new IllegalStateException(
                    "%s line %d: must have %d cells".formatted(FILE, line.line(), header.size()));
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (int column = FIRST_COLUMNS.size(); column < header.size() - 1; column++) {
            if (isYes(cells.get(column))) {
                roles.add(Role.valueOf(header.get(column)));
            }
        }
        return new Permission(
                cells.get(0),
                PathPatternParser.defaultInstance.parse(cells.get(1)),
                isYes(cells.get(2)),
                entry(cells.get(3)),
                roles,
                cells.getLast().equals("-")
                        ? List.of()
                        : List.of(cells.getLast().split(" ")));
    }

    private static Permission.Entry entry(String cell) {
        return switch (cell) {
            case "gateway" -> Permission.Entry.GATEWAY;
            case "group" -> Permission.Entry.GROUP;
            default -> isYes(cell) ? Permission.Entry.SIGNED_IN : Permission.Entry.NOBODY;
        };
    }

    private static boolean isYes(String cell) {
        return switch (cell) {
            case "yes" -> true;
            case "-" -> false;
            default -> throw new IllegalStateException(FILE + ": a cell must be yes or -, not '" + cell + "'");
        };
    }

    /** @param variables of the path, decoded */
    record Match(Permission permission, Scope scope, Map<String, String> variables) {}
}

package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.paging.Filter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reach of a caller: whose usage they may see. Row-level security hides other tenants as well; the rest is decided here. */
public record UsageReach(List<Part> parts) {

    private static final Set<Role> MEMBER = EnumSet.of(Role.MEMBER);
    private static final Set<Role> OTHERS = EnumSet.complementOf(EnumSet.of(Role.MEMBER));
    private static final String OWN = "SELECT id FROM proxy_token WHERE owner_id = ? OR service_account_id = ?";

    /**
     * A scope, all of it or what is the caller's own.
     *
     * @param owner the member or service account whose tokens' usage it is; null: that of all tokens
     */
    public record Part(Scope scope, @Nullable UUID owner) {

        /** The conditions on the columns of tenant and team. */
        Filter narrow(Filter filter) {
            return filter.and("tenant_id = ?", scope.tenant()).and("team_id = ?", scope.team());
        }

        /** The same, with that of the token. */
        Filter narrowToOwn(Filter filter) {
            Filter found = narrow(filter);
            return owner == null ? found : found.and("token_id IN (" + OWN + ")", owner, owner);
        }
    }

    /** The records: a MEMBER sees those of their own tokens. */
    public static UsageReach ofRecords(Caller caller) {
        return of(caller, caller.id());
    }

    /** The sums: a MEMBER sees those of the team. */
    public static UsageReach ofSums(Caller caller) {
        return of(caller, null);
    }

    /** The tokens that belong to the owner of a part, with the owner twice as a parameter. */
    static String own() {
        return OWN;
    }

    /** Whether it is everything, which includes what the installation calls with. */
    public boolean isEverything() {
        return parts.stream().anyMatch(part -> part.scope().equals(Scope.INSTALLATION));
    }

    /** Whether any of it is of single teams. */
    boolean isOfTeams() {
        return parts.stream().anyMatch(part -> part.scope().team() != null);
    }

    /** Whether any of it is of single tokens. */
    boolean isOfTokens() {
        return parts.stream().anyMatch(part -> part.owner() != null);
    }

    /** The part of it in which a filter can find something. */
    public UsageReach within(UsageFilter filter) {
        return new UsageReach(
                parts.stream().filter(part -> filter.reaches(part.scope())).toList());
    }

    /** Adds it as one condition on the columns of tenant, team and token. */
    public Filter narrow(Filter filter) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Part part : parts) {
            Filter one = part.narrowToOwn(Filter.where("true"));
            conditions.add("(" + one.sql() + ")");
            values.addAll(one.values());
        }
        return conditions.isEmpty()
                ? filter.and("false")
                : filter.and(
                        conditions.stream().collect(Collectors.joining(" OR ", "(", ")")),
                        Collections.unmodifiableList(values));
    }

    private static UsageReach of(Caller caller, @Nullable UUID member) {
        List<Part> parts = new ArrayList<>();
        List<Scope> whole = caller.scopes(OTHERS);
        whole.forEach(scope -> parts.add(new Part(scope, null)));
        caller.scopes(MEMBER).stream()
                .filter(scope -> whole.stream().noneMatch(other -> other.covers(scope)))
                .forEach(scope -> parts.add(new Part(scope, member)));
        return new UsageReach(List.copyOf(parts));
    }
}

package dev.keyway.admin.security;

import dev.keyway.admin.body.WholeBody;
import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ProblemWriter;
import dev.keyway.admin.reference.Named;
import dev.keyway.admin.reference.References;
import dev.keyway.admin.reference.References.Reference;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has the rest of a call find ids where its body has names. It comes after {@link NamedPaths} and the body's bounds, once the caller
 * may call the route. A body that cannot be parsed is left to who reports that.
 */
final class NamedBodies extends OncePerRequestFilter {

    private static final Set<CallerKind> MAY_NAME = EnumSet.of(CallerKind.USER, CallerKind.SERVICE_ACCOUNT);

    /** Files, which name everything by themselves. */
    private static final Pattern FILES = Pattern.compile("/api/v1/config|.*/import");

    /** Bodies without any such member are not parsed here. */
    private static final Pattern MEMBER = Pattern.compile("\"\\w+Id\"|\"createdBy\"");

    private static final int LONGEST_NAME = 200;

    private final Permissions permissions;
    private final References references;
    private final CurrentCaller current;
    private final JsonMapper json;
    private final ProblemWriter problems;

    NamedBodies(
            Permissions permissions,
            References references,
            CurrentCaller current,
            JsonMapper json,
            ProblemWriter problems) {
        this.permissions = permissions;
        this.references = references;
        this.current = current;
        this.json = json;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest plain = request;
        Optional<Caller> caller = current.find().filter(known -> MAY_NAME.contains(known.kind()));
        if (request instanceof WholeBody
                && caller.isPresent()
                && !FILES.matcher(request.getRequestURI()).matches()) {
            byte[] body = request.getInputStream().readAllBytes();
            try {
                plain = named(request, body, caller.get())
                        .<HttpServletRequest>map(bytes -> new WholeBody(request, bytes))
                        .orElse(request);
            } catch (DataAccessException | TransactionException failure) {
                problems.write(request, response, CallerFilter.unavailable(failure));
                return;
            }
        }
        chain.doFilter(plain, response);
    }

    /** The body with ids; empty if it stays as it is. */
    private Optional<byte[]> named(HttpServletRequest request, byte[] body, Caller caller) {
        if (!MEMBER.matcher(new String(body, StandardCharsets.UTF_8)).find()) {
            return Optional.empty();
        }
        JsonNode tree;
        try {
            tree = json.readTree(body);
        } catch (JacksonException broken) {
            return Optional.empty();
        }
        Map<String, UUID> around = new HashMap<>();
        permissions
                .match(request.getMethod(), request.getRequestURI())
                .ifPresent(match -> around.putAll(NamedPaths.ids(match.variables())));
        return replace(tree, around, caller) ? Optional.of(json.writeValueAsBytes(tree)) : Optional.empty();
    }

    /** Whether there were names. */
    private boolean replace(JsonNode tree, Map<String, UUID> around, Caller caller) {
        boolean replaced = tree instanceof ObjectNode object && replaceMembers(object, around, caller);
        for (JsonNode within : tree) {
            replaced |= replace(within, around, caller);
        }
        return replaced;
    }

    private boolean replaceMembers(ObjectNode object, Map<String, UUID> around, Caller caller) {
        Map<String, Reference> given = given(object);
        if (given.values().stream().allMatch(reference -> References.isId(reference.text()))) {
            return false;
        }
        Map<String, UUID> found = references.find(given, around);
        UUID tenant = around.getOrDefault(Named.TENANT.variable(), found.get("tenantId"));
        given.forEach((member, reference) -> {
            UUID id = found.get(member);
            if (id != null) {
                object.put(member, (isUnseen(reference, id, tenant, caller) ? References.NOTHING : id).toString());
            }
        });
        return !found.isEmpty();
    }

    /** Row-level security shows the teams of a tenant to all who see one of them. */
    private static boolean isUnseen(Reference reference, UUID id, @Nullable UUID tenant, Caller caller) {
        return reference.kind() == Named.TEAM
                && !References.isId(reference.text())
                && tenant != null
                && caller.teamsIn(tenant).filter(teams -> !teams.contains(id)).isPresent();
    }

    private static Map<String, Reference> given(ObjectNode object) {
        Map<String, Reference> given = new LinkedHashMap<>();
        for (Named kind : Named.values()) {
            for (String member : kind.members()) {
                JsonNode value = object.path(member);
                if (value.isString() && canBeName(value.asString())) {
                    given.put(member, new Reference(kind, value.asString()));
                }
            }
        }
        return given;
    }

    /** What can be no name is left as it is, and refused as an id that is none. */
    private static boolean canBeName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
    }
}

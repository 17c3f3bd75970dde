package dev.keyway.admin.publish;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.gateway.GatewaySignal;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.providerkey.KeyView;
import dev.keyway.admin.providerkey.ProviderKeys;
import dev.keyway.contract.control.Command;
import dev.keyway.contract.control.CommandAnswer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks gateways to do something with a key. This service calls no provider. */
@Service
@Transactional
class Commands {

    private final CommandQueries rows;
    private final ProviderKeys keys;
    private final Changes changes;
    private final JdbcClient jdbc;
    private final Ids ids;

    Commands(CommandQueries rows, ProviderKeys keys, Changes changes, JdbcClient jdbc, Ids ids) {
        this.rows = rows;
        this.keys = keys;
        this.changes = changes;
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** Asks the gateway that was heard of last. */
    public CommandList test(UUID provider, UUID key) {
        return give(Command.TEST_KEY, keys.get(provider, key), connected().subList(0, 1));
    }

    /** Asks every gateway: each has a state of the key of its own. */
    public CommandList probe(UUID provider, UUID key) {
        return give(Command.PROBE_KEY, keys.get(provider, key), connected());
    }

    /** Asks every gateway: each has a state of the key of its own. */
    public CommandList clearCooldown(UUID provider, UUID key) {
        return give(Command.CLEAR_COOLDOWN, keys.get(provider, key), connected());
    }

    @Transactional(readOnly = true)
    public Page<CommandView> page(UUID provider, UUID key, PageRequest page) {
        KeyView known = keys.get(provider, key);
        return Page.of(
                rows.page(Filter.where("c.key_id = ?", known.id()).and("c.id < ?", page.before()), page.fetch()),
                page,
                CommandView::id,
                command -> command);
    }

    @Transactional(readOnly = true)
    public CommandView get(UUID provider, UUID key, UUID id) {
        KeyView known = keys.get(provider, key);
        return find(Filter.where("c.key_id = ?", known.id()).and("c.id = ?", id))
                .orElseThrow(() -> ProblemException.notFound("command"));
    }

    /** Takes a gateway's answer; the first one counts. */
    public void answer(UUID gateway, UUID id, CommandAnswer answer) {
        Filter own = Filter.where("c.gateway_id = ?", gateway).and("c.id = ?", id);
        CommandView before = find(own).orElseThrow(() -> ProblemException.notFound("command"));
        if (rows.answer(id, answer)) {
            CommandView after = find(own).orElseThrow();
            changes.record(new Change("answered", Subject.GATEWAY_COMMAND, id, Scope.INSTALLATION, before, after));
        }
    }

    private List<UUID> connected() {
        List<UUID> gateways = rows.connected();
        if (gateways.isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.NO_GATEWAY,
                    "No gateway is connected, and this service calls no provider itself: start one and try again.");
        }
        return gateways;
    }

    private CommandList give(String kind, KeyView key, List<UUID> gateways) {
        return new CommandList(
                gateways.stream().map(gateway -> give(kind, key.id(), gateway)).toList());
    }

    private CommandView give(String kind, UUID key, UUID gateway) {
        UUID id = ids.next();
        rows.add(id, gateway, kind, key);
        GatewaySignal.send(jdbc, gateway);
        CommandView given = find(Filter.where("c.id = ?", id)).orElseThrow();
        changes.record(Change.created(Subject.GATEWAY_COMMAND, id, Scope.INSTALLATION, given));
        return given;
    }

    private Optional<CommandView> find(Filter filter) {
        return rows.page(filter, 1).stream().findFirst();
    }
}

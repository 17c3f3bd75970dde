package dev.keyway.admin.publish;

import dev.keyway.admin.database.Installation;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.gateway.KnownGateway;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.revision.Revisions;
import dev.keyway.admin.wire.Wire;
import dev.keyway.contract.control.Command;
import dev.keyway.contract.control.Contract;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;

/** Writes what gateways serve by, row by row as the database returns it, each answer as of one revision. */
@Component
final class Answers {

    private static final int BUFFER = 64 << 10;

    /** Lists with something that is sealed. */
    private static final Set<String> SEALED = Set.of("keys", "tenants");

    private final Pipeline pipeline;
    private final Revisions revisions;
    private final TenantSource tenants;
    private final KeySource keys;
    private final Wire wire;
    private final RandomGenerator random;

    Answers(
            Pipeline pipeline,
            Revisions revisions,
            TenantSource tenants,
            KeySource keys,
            Wire wire,
            RandomGenerator random) {
        this.pipeline = pipeline;
        this.revisions = revisions;
        this.tenants = tenants;
        this.keys = keys;
        this.wire = wire;
        this.random = random;
    }

    /** All there is. */
    void snapshot(KnownGateway gateway, OutputStream answer) throws IOException {
        AnswerSeal seal = seal(gateway);
        BufferedOutputStream out = new BufferedOutputStream(answer, BUFFER);
        boolean unused = pipeline.read(jdbc -> {
            try (JsonGenerator json = wire.write(out)) {
                json.writeStartObject();
                json.writeNumberProperty("contract", Contract.VERSION);
                json.writePOJOProperty("timeline", Installation.timeline(jdbc));
                json.writeNumberProperty("revision", revisions.current(jdbc));
                json.writePOJOProperty("sealing", seal.sealing());
                json.writeObjectPropertyStart("configuration");
                for (Source<?> source : sources(seal, jdbc)) {
                    json.writeArrayPropertyStart(source.list());
                    source.all(jdbc, json::writePOJO);
                    json.writeEndArray();
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            return true;
        });
        out.flush();
    }

    /**
     * What changed since a revision, and these commands.
     *
     * @throws ProblemException before anything is written, if that is not known any more
     */
    void changes(KnownGateway gateway, long since, List<Command> commands, OutputStream answer) throws IOException {
        AnswerSeal seal = seal(gateway);
        BufferedOutputStream out = new BufferedOutputStream(answer, BUFFER);
        boolean unused = pipeline.read(jdbc -> {
            long to = revisions.current(jdbc);
            Map<String, Set<UUID>> touched = touched(jdbc, since, to);
            try (JsonGenerator json = wire.write(out)) {
                json.writeStartObject();
                json.writeNumberProperty("contract", Contract.VERSION);
                json.writePOJOProperty("timeline", Installation.timeline(jdbc));
                json.writeNumberProperty("from", since);
                json.writeNumberProperty("to", to);
                List<Source<?>> sources = sources(seal, jdbc).stream()
                        .filter(source -> touched.containsKey(source.subject().text()))
                        .toList();
                if (sources.stream().anyMatch(source -> SEALED.contains(source.list()))) {
                    json.writePOJOProperty("sealing", seal.sealing());
                }
                Map<String, List<UUID>> deletes = upserts(json, jdbc, sources, touched);
                json.writePOJOProperty("deletes", deletes);
                json.writePOJOProperty("commands", commands);
                json.writeEndObject();
            }
            return true;
        });
        out.flush();
    }

    /** Writes what is there; what is not is answered. */
    private static Map<String, List<UUID>> upserts(
            JsonGenerator json, JdbcClient jdbc, List<Source<?>> sources, Map<String, Set<UUID>> touched) {
        Map<String, List<UUID>> gone = new LinkedHashMap<>();
        json.writeObjectPropertyStart("upserts");
        for (Source<?> source : sources) {
            Set<UUID> missing =
                    new HashSet<>(touched.getOrDefault(source.subject().text(), Set.of()));
            UUID[] asked = missing.toArray(UUID[]::new);
            json.writeArrayPropertyStart(source.list());
            source.some(jdbc, asked, (id, value) -> {
                json.writePOJO(value);
                missing.remove(id);
            });
            json.writeEndArray();
            if (!missing.isEmpty()) {
                gone.put(source.list(), new ArrayList<>(missing));
            }
        }
        json.writeEndObject();
        return gone;
    }

    /** By subject. Each revision has left a row, until rows are pruned from the oldest on. */
    private static Map<String, Set<UUID>> touched(JdbcClient jdbc, long since, long to) {
        Map<String, Set<UUID>> touched = new LinkedHashMap<>();
        boolean[] next = {since == to};
        jdbc.sql("SELECT revision, kind, id FROM config_change WHERE revision > ? AND revision <= ?")
                .params(since, to)
                .query(row -> {
                    next[0] |= row.getLong(1) == since + 1;
                    touched.computeIfAbsent(row.getString(2), kind -> new HashSet<>())
                            .add(row.getObject(3, UUID.class));
                });
        if (since > to || !next[0]) {
            throw ProblemException.of(
                    ErrorCode.REVISION_GONE,
                    "What changed since revision %d is not known any more: read the snapshot.".formatted(since));
        }
        return touched;
    }

    private List<Source<?>> sources(AnswerSeal seal, JdbcClient jdbc) {
        return List.of(
                tenants.sealedBy(seal, jdbc),
                TenantSources.TEAMS,
                TenantSources.TOKENS,
                TenantSources.LIMITS,
                TenantSources.BUDGETS,
                ProviderSources.PROVIDERS,
                ProviderSources.ACCOUNTS,
                ProviderSources.MODELS,
                ProviderSources.PRICES,
                ProviderSources.ALIASES,
                keys.sealedBy(seal, jdbc));
    }

    private AnswerSeal seal(KnownGateway gateway) {
        byte[] publicKey = gateway.publicKey()
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.NOT_REGISTERED,
                        "The gateway must register its public key first, at /gateway/v1/register."));
        return AnswerSeal.to(gateway.id(), publicKey, random);
    }
}

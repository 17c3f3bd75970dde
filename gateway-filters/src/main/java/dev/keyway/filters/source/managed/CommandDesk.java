package dev.keyway.filters.source.managed;

import dev.keyway.contract.control.Command;
import dev.keyway.contract.control.CommandAnswer;
import dev.keyway.filters.control.ControlPlane;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Snapshot;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Desk where commands of administrators are carried out, one after the other. One that comes again is carried out once. */
final class CommandDesk {

    private static final Logger log = LoggerFactory.getLogger(CommandDesk.class);
    private static final int REMEMBERED = 1_000;

    private final ControlPlane plane;
    private final Supplier<Snapshot> live;
    private final ManagedConfiguration configuration;
    private final KeyTest test;
    private final Executor executor;
    private final Set<UUID> taken = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** @param executor carries commands out, off the thread that receives them */
    CommandDesk(
            ControlPlane plane,
            Supplier<Snapshot> live,
            ManagedConfiguration configuration,
            KeyTest test,
            Executor executor) {
        this.plane = plane;
        this.live = live;
        this.configuration = configuration;
        this.test = test;
        this.executor = executor;
    }

    /** Has commands carried out and answered. */
    void take(List<Command> commands) {
        for (Command command : commands) {
            if (taken.add(command.id())) {
                executor.execute(() -> carryOut(command));
            }
        }
    }

    private void carryOut(Command command) {
        try {
            plane.answer(command.id(), answer(command));
        } catch (IOException e) {
            log.warn("command {} was not answered: {}", command.kind(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("command {} failed", command.kind(), e);
        }
    }

    private CommandAnswer answer(Command command) {
        Optional<KeyInUse> found = find(command.keyId());
        if (found.isEmpty()) {
            String why = configuration.unusable().get(command.keyId());
            return failed(why == null ? "this gateway does not use the key" : "the key cannot be used: " + why);
        }
        KeyInUse key = found.get();
        return switch (command.kind()) {
            case Command.CLEAR_COOLDOWN -> {
                key.provider().pool().clearCooldowns(key.key().id());
                yield new CommandAnswer(true, "the cooldowns of the key have ended");
            }
            case Command.TEST_KEY -> test.of(key.provider(), key.key());
            case Command.PROBE_KEY -> probe(key);
            default -> failed("this release does not know the command " + command.kind());
        };
    }

    private CommandAnswer probe(KeyInUse key) {
        CommandAnswer answer = test.of(key.provider(), key.key());
        if (answer.succeeded()) {
            key.provider().pool().clearCooldowns(key.key().id());
        }
        return answer;
    }

    private Optional<KeyInUse> find(UUID id) {
        String wanted = id.toString();
        for (ConfiguredProvider provider : live.get().providers().values()) {
            for (ProviderKey key : provider.settings().keys()) {
                if (key.id().equals(wanted)) {
                    return Optional.of(new KeyInUse(provider, key));
                }
            }
        }
        return Optional.empty();
    }

    private static CommandAnswer failed(String detail) {
        return new CommandAnswer(false, detail);
    }

    private record KeyInUse(ConfiguredProvider provider, ProviderKey key) {}
}

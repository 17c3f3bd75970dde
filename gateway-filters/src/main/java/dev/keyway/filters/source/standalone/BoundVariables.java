package dev.keyway.filters.source.standalone;

import dev.keyway.env.Variables;
import dev.keyway.filters.body.BodyPace;
import dev.keyway.filters.settings.Bounds;
import org.springframework.util.unit.DataSize;

/** The variables that bound what the gateway holds at once. */
final class BoundVariables {

    private final Variables variables;

    BoundVariables(Variables variables) {
        this.variables = variables;
    }

    Bounds settings() {
        DataSize maxBody = body("KEYWAY_MAX_BODY", Bounds.DEFAULT_MAX_BODY);
        DataSize maxAudio = body("KEYWAY_MAX_AUDIO", Bounds.DEFAULT_MAX_AUDIO);
        DataSize inFlight = Sizes.read(variables, "KEYWAY_MAX_BODY_IN_FLIGHT")
                .orElseGet(() -> Bounds.defaultMaxBodiesInFlight(maxBody, maxAudio));
        return new Bounds(maxBody, maxAudio, inFlight, pace());
    }

    private DataSize body(String name, DataSize standard) {
        return Sizes.read(variables, name).orElse(standard);
    }

    private BodyPace pace() {
        return new BodyPace(
                variables.duration("KEYWAY_BODY_TIMEOUT").orElse(BodyPace.DEFAULT.timeout()),
                variables
                        .read("KEYWAY_BODY_MIN_RATE", "must be a size such as 16KB, from 0 to 1GB", DataSize::parse)
                        .orElse(BodyPace.DEFAULT.minRate()));
    }
}

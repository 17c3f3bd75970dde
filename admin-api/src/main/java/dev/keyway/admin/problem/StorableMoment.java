package dev.keyway.admin.problem;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * The times that PostgreSQL can store: years 1 to 9999, in whole microseconds. A finer time is cut off where it is read,
 * because the database rounds it instead, and a time that an answer shows would not be the stored one.
 */
public final class StorableMoment extends StdScalarDeserializer<Instant> {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final String RANGE = "must be a moment of the years 1 to 9999";

    private StorableMoment() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        Instant moment = InstantDeserializer.INSTANT.deserialize(parser, context);
        try {
            return of(moment);
        } catch (DateTimeException e) {
            throw DatabindException.from(parser, RANGE, e);
        }
    }

    /**
     * The time in whole microseconds.
     *
     * @throws DateTimeException if it is outside of the years 1 to 9999
     */
    public static Instant of(Instant moment) {
        Instant stored = moment.truncatedTo(ChronoUnit.MICROS);
        if (stored.isBefore(FIRST) || stored.isAfter(LAST)) {
            throw new DateTimeException(RANGE);
        }
        return stored;
    }

    /** A clock that ticks in microseconds, whatever the machine's clock does. */
    public static Clock clock(Clock machine) {
        return Clock.tick(machine, ChronoUnit.MICROS.getDuration());
    }

    @Configuration(proxyBeanMethods = false)
    static class Module {

        @Bean
        JacksonModule storableMoment() {
            return new SimpleModule("storable moments").addDeserializer(Instant.class, new StorableMoment());
        }
    }
}

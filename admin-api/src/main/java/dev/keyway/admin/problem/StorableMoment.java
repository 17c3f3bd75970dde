package dev.keyway.admin.problem;

import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Refuses moments that PostgreSQL cannot store, or nobody can mean, where they are read: in bodies and in parameters. */
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
        if (!isStorable(moment)) {
            throw DatabindException.from(parser, RANGE, new IllegalArgumentException(RANGE));
        }
        return moment;
    }

    /** Whether it is one of the years 1 to 9999. */
    public static boolean isStorable(Instant moment) {
        return !moment.isBefore(FIRST) && !moment.isAfter(LAST);
    }

    @Configuration(proxyBeanMethods = false)
    static class Module {

        @Bean
        JacksonModule storableMoment() {
            return new SimpleModule("storable moments").addDeserializer(Instant.class, new StorableMoment());
        }
    }
}

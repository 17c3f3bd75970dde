package dev.keyway.admin.problem;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Refuses text that PostgreSQL cannot store where it is read, so that its member can be named; trims names. */
final class StorableText extends StdScalarDeserializer<String> {

    private StorableText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = parser.getString();
        if (!isStorable(text)) {
            String message = "must not hold the character U+0000 or half of a surrogate pair";
            throw DatabindException.from(parser, message, new IllegalArgumentException(message));
        }
        return TrimmedNames.of(String.valueOf(parser.currentName()), text);
    }

    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    @Configuration(proxyBeanMethods = false)
    static class Module {

        @Bean
        JacksonModule storableText() {
            return new SimpleModule("storable text").addDeserializer(String.class, new StorableText());
        }
    }
}

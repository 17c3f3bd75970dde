package dev.keyway.admin.problem;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Reads moments, durations and times of day from text alone: a number does not say its unit. */
final class TextualTimes extends DelegatingDeserializer {

    private TextualTimes(ValueDeserializer<?> delegate) {
        super(delegate);
    }

    static JacksonModule module() {
        return new SimpleModule("textual times").setDeserializerModifier(new Modifier());
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
        return new TextualTimes(delegate);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        return parser.hasToken(JsonToken.VALUE_STRING) && !parser.getString().isBlank()
                ? super.deserialize(parser, context)
                : context.handleUnexpectedToken(handledType(), parser);
    }

    private static final class Modifier extends ValueDeserializerModifier {

        private static final long serialVersionUID = 1;

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier type, ValueDeserializer<?> deserializer) {
            return type.getBeanClass().getPackageName().equals("java.time")
                    ? new TextualTimes(deserializer)
                    : deserializer;
        }
    }
}

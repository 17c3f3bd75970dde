package dev.keyway.admin.money;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Amounts in JSON: text in plain digits, because many programs read a number as a float. */
public final class MoneyText {

    /** What happens to a number where an amount is wanted. */
    public enum Numbers {
        REFUSED,
        /** In YAML, where {@code 12.50} without quotes has not been a float yet. */
        TAKEN
    }

    private static final Pattern AMOUNT = Pattern.compile(Money.PATTERN);

    private MoneyText() {}

    public static JacksonModule module(Numbers numbers) {
        return new SimpleModule("money as text, numbers " + numbers)
                .addSerializer(BigDecimal.class, new Writer())
                .addDeserializer(BigDecimal.class, new Reader(numbers));
    }

    private static final class Writer extends StdScalarSerializer<BigDecimal> {

        Writer() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal amount, JsonGenerator generator, SerializationContext context) {
            generator.writeString(amount.toPlainString());
        }
    }

    private static final class Reader extends StdScalarDeserializer<BigDecimal> {

        private final Numbers numbers;

        Reader(Numbers numbers) {
            super(BigDecimal.class);
            this.numbers = numbers;
        }

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
            boolean taken = parser.hasToken(JsonToken.VALUE_STRING)
                    || (numbers == Numbers.TAKEN && parser.currentToken().isNumeric());
            if (!taken) {
                return (BigDecimal) context.handleUnexpectedToken(BigDecimal.class, parser);
            }
            String text = parser.hasToken(JsonToken.VALUE_STRING)
                    ? parser.getString()
                    : parser.getDecimalValue().toPlainString();
            return AMOUNT.matcher(text).matches()
                    ? new BigDecimal(text)
                    : (BigDecimal) context.handleWeirdStringValue(BigDecimal.class, text, "not an amount of dollars");
        }
    }
}

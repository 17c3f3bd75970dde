package dev.keyway.helm.chart;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a Secret as Helm sends its records of releases: as protocol buffers. Field numbers are those of generated.proto in
 * k8s.io/api/core/v1 and k8s.io/apimachinery; the message is wrapped in {@code runtime.Unknown} after four bytes.
 */
final class ProtobufSecret {

    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private ProtobufSecret() {}

    static boolean is(byte[] body) {
        return body.length > MAGIC.length
                && ByteBuffer.wrap(body, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    static ObjectNode read(byte[] body) {
        ByteBuffer message = ByteBuffer.wrap(body, MAGIC.length, body.length - MAGIC.length);
        List<Field> secret = fields(first(fields(message), 2));
        List<Field> metadata = fields(first(secret, 1));
        ObjectNode json =
                new JsonMapper().createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
        ObjectNode meta = json.putObject("metadata");
        meta.put("name", text(first(metadata, 1))).put("namespace", text(first(metadata, 3)));
        ObjectNode labels = meta.putObject("labels");
        entries(metadata, 11, (key, value) -> labels.put(key, text(value)));
        ObjectNode data = json.putObject("data");
        entries(secret, 2, (key, value) -> data.put(key, Base64.getEncoder().encodeToString(bytes(value))));
        return json.put("type", text(first(secret, 3)));
    }

    private record Field(int number, ByteBuffer value) {}

    private static List<Field> fields(ByteBuffer message) {
        List<Field> fields = new ArrayList<>();
        ByteBuffer in = message.duplicate();
        while (in.hasRemaining()) {
            long tag = varint(in);
            if ((tag & 7) == 2) {
                int length = (int) varint(in);
                fields.add(new Field((int) (tag >> 3), in.slice(in.position(), length)));
                in.position(in.position() + length);
            } else if ((tag & 7) == 0) {
                long unused = varint(in);
            } else {
                throw new IllegalArgumentException("wire type " + (tag & 7));
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static ByteBuffer first(List<Field> fields, int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .map(Field::value)
                .findFirst()
                .orElse(ByteBuffer.allocate(0));
    }

    private static void entries(List<Field> fields, int number, BiConsumer<String, ByteBuffer> each) {
        fields.stream()
                .filter(field -> field.number == number)
                .map(field -> fields(field.value))
                .forEach(entry -> each.accept(text(first(entry, 1)), first(entry, 2)));
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }
}

package dev.keyway.filters.stored;

import dev.keyway.filters.spool.UnknownFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ids that an answer brought together, and their home: one record in the log, one entry in the order of age.
 *
 * @param keys of the answer, its items and what is encrypted in them; at most 255
 */
record StoredIds(List<AnswerKey> keys, AnswerHome home, long storedMillis) {

    private static final int VERSION_OF_ONE = 1;
    static final int VERSION = 2;

    StoredIds {
        keys = keys.stream().distinct().toList();
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(96 + 16 * keys.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(keys.size());
            for (AnswerKey key : keys) {
                out.writeLong(key.high());
                out.writeLong(key.low());
            }
            out.writeLong(storedMillis);
            out.writeUTF(home.team());
            out.writeUTF(home.account());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a record.
     *
     * @throws UnknownFormatException if a later release has written it
     * @throws IOException if it is cut short
     */
    static StoredIds decode(byte[] payload) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int version = in.readByte();
            if (version != VERSION_OF_ONE && version != VERSION) {
                throw new UnknownFormatException(
                        "stored response of format version " + Byte.toUnsignedInt((byte) version));
            }
            int count = version == VERSION_OF_ONE ? 1 : in.readUnsignedByte();
            List<AnswerKey> keys = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                keys.add(new AnswerKey(in.readLong(), in.readLong()));
            }
            long storedMillis = in.readLong();
            return new StoredIds(keys, new AnswerHome(in.readUTF(), in.readUTF()), storedMillis);
        }
    }
}

package dev.keyway.filters.stored;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A stored answer as it stands in the log. */
record StoredAnswer(AnswerKey key, AnswerHome home, long storedMillis) {

    private static final int VERSION = 1;

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(key.high());
            out.writeLong(key.low());
            out.writeLong(storedMillis);
            out.writeUTF(home.team());
            out.writeUTF(home.account());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if it is none, or one of a later version */
    static StoredAnswer decode(byte[] payload) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("unknown version of a stored answer: " + version);
            }
            AnswerKey key = new AnswerKey(in.readLong(), in.readLong());
            long storedMillis = in.readLong();
            return new StoredAnswer(key, new AnswerHome(in.readUTF(), in.readUTF()), storedMillis);
        }
    }
}

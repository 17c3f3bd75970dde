package dev.keyway.admin.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Keys from outside the database are read, or it is said what is wrong with them, without telling them. */
class KeyRingTests {

    private static final String GOOD = "k1:3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";
    private static final String OTHER = "k2:mZ2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";

    @Test
    void theFirstWritesAndAllRead() {
        KeyRing ring = KeyRing.parse(OTHER + " , " + GOOD + ",");
        assertThat(ring.writer()).isEqualTo("k2");
        assertThat(ring.ids()).containsExactly("k2", "k1");
        assertThat(ring.key("k1")).hasValueSatisfying(key -> assertThat(key).hasSize(32));
        assertThat(ring.key("k3")).isEmpty();
        assertThat(ring).hasToString("KeyRing[k2, k1]");
    }

    @Test
    void whatIsWrongIsSaidAndTheKeyIsNot() {
        requireRefused("", "is missing");
        requireRefused(" , ", "is missing");
        requireRefused("3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=", "must be id:base64");
        requireRefused("k1:c2hvcnQ=", "of 5 bytes");
        requireRefused("k1:not base64!", "is not base64");
        requireRefused(GOOD + "," + GOOD, "the id 'k1' twice");
        requireRefused("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "is not random");
        requireRefused("k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "is not random");
    }

    private static void requireRefused(String setting, String message) {
        assertThatThrownBy(() -> KeyRing.parse(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("AAAA", "3q2+", "c2hv");
    }
}

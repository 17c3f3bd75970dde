package dev.keyway.filters.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserKeyTests {

    private static final byte[] BYTES = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** By {@code printf 'Jörg' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef}. */
    @Test
    void hashesAsOthersDo() {
        assertThat(UserKey.of(BYTES).hash("Jörg"))
                .isEqualTo("0a020fe05f0ef183e73489fbb6270015d6083f68c126a76777014fe69e0be241");
    }

    @Test
    void printsNothingOfItself() {
        assertThat(UserKey.of(BYTES)).hasToString("UserKey[****]").isEqualTo(UserKey.of(BYTES.clone()));
        assertThat(new Tenant("t", "T", ZoneOffset.UTC, Set.of(), false, Policy.NONE, UserKey.of(BYTES)).toString())
                .doesNotContain("0123", Arrays.toString(BYTES));
    }

    @Test
    void refusesWhatIsNoKey() {
        assertThatThrownBy(() -> UserKey.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}

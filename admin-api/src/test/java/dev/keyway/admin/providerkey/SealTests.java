package dev.keyway.admin.providerkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.provider.Origin;
import dev.keyway.admin.secret.KeyRing;
import dev.keyway.contract.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A sealed key opens for what it was sealed for, and for nothing else. */
class SealTests {

    private static final String OTHER_MASTER = "m2:qg4Zk0yQk8m8W3nE6p1sH5vR7tB2xL9cD4fJ0uKaYwM=";

    private final Seal seal = new Seal(KeyRing.parse(AdminServer.MASTER_KEY));
    private final Secret key = Secret.of("sk-a-provider-key-of-somebody");
    private final Binding binding =
            new Binding(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3), Origin.of("https://api.example.com"));

    @Test
    void opensForItsOwnBinding() {
        Sealed sealed = seal.close(key, binding);
        assertThat(sealed.masterKeyId()).isEqualTo("m1");
        assertThat(seal.open(sealed, binding)).contains(key);
        assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1)).doesNotContain("provider-key");
        assertThat(seal.close(key, binding).ciphertext()).isNotEqualTo(sealed.ciphertext());
    }

    @Test
    void staysClosedForEveryOtherBinding() {
        Sealed sealed = seal.close(key, binding);
        for (Binding other : List.of(
                new Binding(new UUID(9, 9), binding.key(), binding.provider(), binding.origin()),
                new Binding(binding.installation(), new UUID(9, 9), binding.provider(), binding.origin()),
                new Binding(binding.installation(), binding.key(), new UUID(9, 9), binding.origin()),
                new Binding(
                        binding.installation(),
                        binding.key(),
                        binding.provider(),
                        Origin.of("https://evil.example.com")),
                new Binding(
                        binding.installation(), binding.key(), binding.provider(), Origin.of("http://api.example.com")),
                new Binding(
                        binding.installation(),
                        binding.key(),
                        binding.provider(),
                        Origin.of("https://api.example.com:8443")))) {
            assertThat(seal.open(sealed, other)).as("%s", other).isEmpty();
        }
    }

    @Test
    void staysClosedWhenAnyByteWasChanged() {
        byte[] bytes = seal.close(key, binding).ciphertext();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(seal.open(new Sealed("m1", changed), binding)).isEmpty();
        }
        assertThat(seal.open(new Sealed("m1", new byte[0]), binding)).isEmpty();
    }

    @Test
    void opensWithTheMasterKeyThatSealedItAndNoOther() {
        Sealed sealed = seal.close(key, binding);
        Seal both = new Seal(KeyRing.parse(OTHER_MASTER + "," + AdminServer.MASTER_KEY));
        Seal other = new Seal(KeyRing.parse(OTHER_MASTER));
        assertThat(both.open(sealed, binding)).contains(key);
        assertThat(both.close(key, binding).masterKeyId()).isEqualTo("m2");
        assertThat(other.open(sealed, binding)).isEmpty();
        assertThat(other.open(new Sealed("m2", sealed.ciphertext()), binding)).isEmpty();
    }
}

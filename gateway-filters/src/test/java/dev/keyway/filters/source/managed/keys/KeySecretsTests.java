package dev.keyway.filters.source.managed.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.Bytes;
import dev.keyway.contract.config.ProviderKey;
import dev.keyway.contract.config.Tenant;
import dev.keyway.contract.control.Configuration;
import dev.keyway.contract.control.Sealing;
import dev.keyway.filters.model.UserKey;
import dev.keyway.filters.settings.ControlSettings.References;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySecretsTests {

    private static final UUID GATEWAY = UUID.randomUUID();
    private static final UUID PROVIDER = UUID.randomUUID();
    private static final String ORIGIN = "https://api.example.com:443";
    private static final byte[] ANSWER = new byte[32];

    private final GatewayKeys keys = GatewayKeys.generate();

    @TempDir
    private Path folder;

    @Test
    void opensWhatIsSealedToTheGateway() throws Exception {
        ProviderKey key = sealed("sk-1", ORIGIN);
        assertThat(secrets(References.NONE)
                        .open(received(List.of(key)), sealing(GATEWAY), GATEWAY)
                        .secrets()
                        .get(key.id()))
                .isInstanceOfSatisfying(
                        KeySecret.Usable.class,
                        usable -> assertThat(usable.secret().reveal()).isEqualTo("sk-1"));
    }

    @Test
    void oneKeyThatCannotBeOpenedSpoilsNoOther() throws Exception {
        ProviderKey good = sealed("sk-1", ORIGIN);
        ProviderKey moved = with(sealed("sk-2", ORIGIN), "https://evil.example.com:443");
        ProviderKey none = new ProviderKey(
                UUID.randomUUID(), PROVIDER, null, "n", "", ORIGIN, null, null, 1, 0, null, List.of(), false);
        Map<UUID, KeySecret> opened = secrets(References.NONE)
                .open(received(List.of(good, moved, none)), sealing(GATEWAY), GATEWAY)
                .secrets();
        assertThat(opened.get(good.id())).isInstanceOf(KeySecret.Usable.class);
        assertThat(opened.get(moved.id())).isEqualTo(new KeySecret.Unusable("the sealed key cannot be opened"));
        assertThat(opened.get(none.id())).isInstanceOf(KeySecret.Unusable.class);
    }

    @Test
    void doesNotOpenWhatIsSealedToAnotherGateway() throws Exception {
        ProviderKey key = sealed("sk-1", ORIGIN);
        assertThat(secrets(References.NONE)
                        .open(received(List.of(key)), sealing(UUID.randomUUID()), GATEWAY)
                        .secrets()
                        .get(key.id()))
                .isEqualTo(new KeySecret.Unusable("the response is not sealed to this gateway"));
    }

    @Test
    void refusesAKeyThatNoHeaderCanCarry() throws Exception {
        ProviderKey key = sealed("sk\n1", ORIGIN);
        assertThat(secrets(References.NONE)
                        .open(received(List.of(key)), sealing(GATEWAY), GATEWAY)
                        .secrets()
                        .get(key.id()))
                .isEqualTo(new KeySecret.Unusable("the key is not text that a header can carry"));
    }

    @Test
    void storesAndReadsItsKeyPair() throws Exception {
        assertThat(GatewayKeys.of(keys.privateKey()).publicKey()).isEqualTo(keys.publicKey());
        assertThat(secrets(References.NONE).isRecipient(sealing(GATEWAY))).isTrue();
    }

    @Test
    void readsAVariableBelowThePrefixOnly() {
        KeySecrets secrets = secrets(new References("MY_", null));
        assertThat(revealed(secrets.resolve("env:MY_KEY"))).isEqualTo("value-of-MY_KEY");
        assertThat(secrets.resolve("env:KEYWAY_GATEWAY_CREDENTIAL")).isInstanceOf(KeySecret.Unusable.class);
        assertThat(secrets.resolve("env:MY_MISSING")).isInstanceOf(KeySecret.Unusable.class);
        assertThat(secrets(References.NONE).resolve("env:MY_KEY")).isInstanceOf(KeySecret.Unusable.class);
    }

    @Test
    void readsAFileBelowTheFolderOnly() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("keys/openai"));
        Files.writeString(inside.resolve("first"), "sk-of-file\n");
        Files.writeString(folder.resolve("outside"), "sk-outside");
        Files.createSymbolicLink(folder.resolve("keys/link"), folder.resolve("outside"));
        KeySecrets secrets = secrets(new References(null, folder.resolve("keys")));
        assertThat(revealed(secrets.resolve("file:openai/first"))).isEqualTo("sk-of-file");
        assertThat(secrets.resolve("file:link")).isInstanceOf(KeySecret.Unusable.class);
        assertThat(secrets.resolve("file:missing")).isInstanceOf(KeySecret.Unusable.class);
        assertThat(secrets.resolve("file:openai")).isInstanceOf(KeySecret.Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:../outside",
                "file:/etc/passwd",
                "file:.hidden",
                "file:a/../../outside",
                "file:a//b",
                "file:1/2/3/4/5/6",
                "http:x",
                "x",
                "file:"
            })
    void refusesOtherNames(String reference) throws IOException {
        Files.createDirectories(folder.resolve("keys/a"));
        Files.writeString(folder.resolve("outside"), "sk-outside");
        assertThat(secrets(new References("", folder.resolve("keys"))).resolve(reference))
                .isInstanceOf(KeySecret.Unusable.class);
    }

    private KeySecrets secrets(References allowed) {
        return new KeySecrets(keys, allowed, KeySecretsTests::variable);
    }

    private static @Nullable String variable(String name) {
        return name.contains("MISSING") ? null : "value-of-" + name;
    }

    private static String revealed(KeySecret secret) {
        return ((KeySecret.Usable) secret).secret().reveal();
    }

    private static ProviderKey sealed(String secret, String origin) throws GeneralSecurityException {
        UUID id = UUID.randomUUID();
        byte[] closed = new AesGcmJce(ANSWER)
                .encrypt(secret.getBytes(StandardCharsets.UTF_8), ProviderKey.associatedData(id, PROVIDER, origin));
        return new ProviderKey(id, PROVIDER, null, "n", "", origin, null, base64(closed), 1, 0, null, List.of(), false);
    }

    @Test
    void opensTheUserKeysOfTenantsAndLeavesOutWhatItCannot() throws Exception {
        byte[] key = new byte[32];
        key[0] = 7;
        Tenant ofAnother = tenant(UUID.randomUUID(), userKey(UUID.randomUUID(), key));
        UUID id = UUID.randomUUID();
        Tenant opened = tenant(id, userKey(id, key));
        Tenant without = tenant(UUID.randomUUID(), null);
        UUID shortOne = UUID.randomUUID();
        Tenant tooShort = tenant(shortOne, userKey(shortOne, new byte[16]));
        Tenant garbage = tenant(UUID.randomUUID(), "%");
        Configuration received = received(List.of(ofAnother, opened, without, tooShort, garbage), List.of());

        assertThat(secrets(References.NONE)
                        .open(received, sealing(GATEWAY), GATEWAY)
                        .userKeys())
                .containsExactly(Map.entry(id, UserKey.of(key)));
        assertThat(secrets(References.NONE)
                        .open(received, sealing(UUID.randomUUID()), GATEWAY)
                        .userKeys())
                .isEmpty();
        assertThat(secrets(References.NONE).open(received, null, GATEWAY).userKeys())
                .isEmpty();
    }

    private static Configuration received(List<ProviderKey> keys) {
        return received(List.of(), keys);
    }

    private static Configuration received(List<Tenant> tenants, List<ProviderKey> keys) {
        return new Configuration(
                tenants, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), keys);
    }

    private static Tenant tenant(UUID id, @Nullable String userKey) {
        return new Tenant(id, "T", "UTC", false, Map.of(), List.of(), userKey);
    }

    private static String userKey(UUID tenant, byte[] key) throws GeneralSecurityException {
        return base64(new AesGcmJce(ANSWER).encrypt(key, Tenant.userKeyAssociatedData(tenant)));
    }

    private static ProviderKey with(ProviderKey key, String origin) {
        return new ProviderKey(
                key.id(), PROVIDER, null, "n", "", origin, null, key.sealed(), 1, 0, null, List.of(), false);
    }

    @AccessesPartialKey
    private Sealing sealing(UUID gateway) throws GeneralSecurityException {
        HpkeParameters parameters = HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .setVariant(HpkeParameters.Variant.NO_PREFIX)
                .build();
        byte[] recipient = Base64.getDecoder().decode(keys.publicKey());
        HybridEncrypt encrypt = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(HpkePublicKey.create(parameters, Bytes.copyFrom(recipient), null))
                        .withRandomId()
                        .makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
        return new Sealing(Sealing.ALGORITHM, keys.recipient(), base64(encrypt.encrypt(ANSWER, Sealing.info(gateway))));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

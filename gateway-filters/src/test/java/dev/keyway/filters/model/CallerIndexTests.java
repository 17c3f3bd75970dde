package dev.keyway.filters.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallerIndexTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant KNOWN_UNTIL = NOW.plus(Duration.ofDays(30));

    @Test
    void findsCallersByDigestAndById() {
        Caller blue = TestCallers.caller("blue", TestCallers.SEARCH);
        Caller red = TestCallers.caller("red", TestCallers.SEARCH);
        CallerIndex index = CallerIndex.of(List.of(blue, red));

        assertThat(index.byDigest(TestCallers.digest("token-of-red"))).isEqualTo(red);
        assertThat(index.byDigest(TestCallers.digest("another"))).isNull();
        assertThat(index.byId("id-of-blue")).isEqualTo(blue);
        assertThat(index.size()).isEqualTo(2);
        assertThat(index.all()).containsExactlyInAnyOrder(blue, red);
    }

    @Test
    void sharesWithTheIndexBeforeAllThatAChangeOfOneAmong100000LeavesAlone() {
        CallerIndex before = CallerIndex.of(IntStream.range(0, 100_000)
                .mapToObj(i -> TestCallers.caller("n" + i, TestCallers.SEARCH))
                .toList());
        Caller changed = TestCallers.caller("n4711", TestCallers.SEARCH, Policy.ofModels("openai/*"));

        CallerIndex after = before.changes().put(changed).done();

        assertThat(after.byId("id-of-n4711")).isSameAs(changed);
        assertThat(after.byDigest(TestCallers.digest("token-of-n4711"))).isSameAs(changed);
        assertThat(before.byId("id-of-n4711")).isNotEqualTo(changed);
        assertThat(after.byId("id-of-n1")).isSameAs(before.byId("id-of-n1"));
        assertThat(shardsThatDiffer(before, after)).isEqualTo(1);
        assertThat(after.sharesRevoked(before)).isTrue();
        assertThat(after).isNotEqualTo(before);
        assertThat(after.changes().put(changed).done()).isEqualTo(after);
        assertThat(after.size()).isEqualTo(100_000);
    }

    private static int shardsThatDiffer(CallerIndex before, CallerIndex after) {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        before.all()
                .map(Caller::id)
                .filter(id -> isCopied(before.byId.shardOf(id), after.byId.shardOf(id)))
                .map(before.byId::shardOf)
                .forEach(found::add);
        return found.size();
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isCopied(Object shard, Object next) {
        return shard != next;
    }

    @Test
    void isTheSameObjectIfNothingChanges() {
        CallerIndex index = CallerIndex.of(List.of(TestCallers.caller("blue", TestCallers.SEARCH)));

        assertThat(index.changes().remove("unknown").forgetRevoked(NOW).done()).isSameAs(index);
    }

    @Test
    void knowsRevokedTokensUntilTheyAreForgotten() {
        Caller blue = TestCallers.caller("blue", TestCallers.SEARCH);
        TokenDigest token = TestCallers.digest("token-of-blue");
        CallerIndex before = CallerIndex.of(List.of(blue, TestCallers.caller("red", TestCallers.SEARCH)));

        CallerIndex after = before.changes().revoke(blue.id(), KNOWN_UNTIL).done();

        assertThat(after.byDigest(token)).isNull();
        assertThat(after.isRevoked(blue)).isTrue();
        assertThat(before.isRevoked(blue)).isFalse();
        assertThat(after.sharesRevoked(before)).isFalse();
        assertThat(after.isRevoked(token, KNOWN_UNTIL.minusSeconds(1))).isTrue();
        assertThat(after.isRevoked(token, KNOWN_UNTIL)).isFalse();
        assertThat(after.changes().forgetRevoked(NOW).done()).isSameAs(after);
        assertThat(after.changes().forgetRevoked(KNOWN_UNTIL).done().revoked()).isEmpty();
    }

    @Test
    void doesNotKnowRemovedTokensAsRevoked() {
        Caller blue = TestCallers.caller("blue", TestCallers.SEARCH);
        CallerIndex before = CallerIndex.of(List.of(blue));

        CallerIndex after = before.changes().remove(blue.id()).done();

        assertThat(after.isEmpty()).isTrue();
        assertThat(after.isRevoked(blue)).isFalse();
        assertThat(after.isRevoked(TestCallers.digest("token-of-blue"), NOW)).isFalse();
    }

    @Test
    void knowsATokenThatIsIssuedAgain() {
        Caller blue = TestCallers.caller("blue", TestCallers.SEARCH);
        CallerIndex revoked = CallerIndex.of(List.of(blue))
                .changes()
                .revoke(blue.id(), KNOWN_UNTIL)
                .done();

        CallerIndex again = revoked.changes().put(blue).done();

        assertThat(again.isRevoked(TestCallers.digest("token-of-blue"), NOW)).isFalse();
        assertThat(again.byDigest(TestCallers.digest("token-of-blue"))).isNotNull();
        TokenDigest digest = TestCallers.digest("token-of-blue");
        assertThat(again.changes().knowRevoked(digest, KNOWN_UNTIL).done()).isSameAs(again);
    }

    @Test
    void forgetsSecretsThatACallerNoLongerHas() {
        Caller blue = TestCallers.caller("blue", TestCallers.SEARCH);
        Caller rotated = new Caller(
                blue.id(),
                "blue",
                blue.team(),
                List.of(TokenSecret.of(TestCallers.digest("next"))),
                null,
                false,
                Policy.NONE);

        CallerIndex after = CallerIndex.of(List.of(blue)).changes().put(rotated).done();

        assertThat(after.byDigest(TestCallers.digest("token-of-blue"))).isNull();
        assertThat(after.byDigest(TestCallers.digest("next"))).isNotNull();
    }

    @Test
    void givesATokenThatTwoCallersHaveToTheFirst() {
        Caller blue = Caller.of("blue", Secret.of("same"));
        CallerIndex index = CallerIndex.of(List.of(blue, Caller.of("red", Secret.of("same"))));

        assertThat(index.byDigest(TestCallers.digest("same"))).isEqualTo(blue);
        assertThat(index.byId("red")).isNotNull();
    }

    @Test
    void letsAnOnlyCallerShareTheMemoryForBodiesWithNobody() {
        CallerIndex one = CallerIndex.of(List.of(Caller.of("blue", Secret.of("a"))));
        CallerIndex two = one.changes().put(Caller.of("red", Secret.of("b"))).done();
        CallerIndex back = two.changes().remove("blue").done();

        assertThat(one.all()).extracting(Caller::share).containsExactly("");
        assertThat(two.all()).extracting(Caller::share).containsExactlyInAnyOrder("blue", "red");
        assertThat(back.all()).extracting(Caller::share).containsExactly("");
    }

    @Test
    void readsWhatItsLevelsSay() {
        Tenant tenant = new Tenant(
                "t",
                "T",
                TestCallers.ACME.zone(),
                TestCallers.ACME.tagNames(),
                false,
                Policy.ofModels("openai/*", "small"));
        Team team = new Team("m", "M", tenant, false, Policy.ofModels("*/gpt-*", "small"));
        Caller caller = TestCallers.caller("blue", team);

        assertThat(caller.allowsModel("openai/gpt-4o")).isTrue();
        assertThat(caller.allowsModel("small")).isTrue();
        assertThat(caller.allowsModel("openai/o3")).isFalse();
        assertThat(caller.allowsModel("azure/gpt-4o")).isFalse();
        assertThat(TestCallers.caller("red", team, Policy.ofModels()).allowsModel("small"))
                .isFalse();
        assertThat(caller.blockedAt()).isNull();
        assertThat(TestCallers.caller("red", new Team("m", "M", tenant, true, Policy.NONE))
                        .blockedAt())
                .isEqualTo(Level.TEAM);
        assertThat(caller.fairnessKey()).isEqualTo("m");
        assertThat(Caller.of("alone", Secret.of("x")).fairnessKey()).isEqualTo("alone");
    }

    @Test
    void readsTheDigestOfATokenAsItWasWritten() {
        byte[] digest = Secret.of("a-token").digest();

        assertThat(TokenDigest.of(digest).bytes()).isEqualTo(digest);
        assertThat(TokenDigest.of(digest))
                .isEqualTo(TestCallers.digest("a-token"))
                .hasSameHashCodeAs(TestCallers.digest("a-token"));
        assertThat(TokenDigest.of(digest).toString()).hasSize("TokenDigest[00000000…]".length());
    }
}

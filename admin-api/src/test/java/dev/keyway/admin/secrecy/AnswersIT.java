package dev.keyway.admin.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.openapi.Routes;
import dev.keyway.admin.openapi.Shapes;
import dev.keyway.contract.Secret;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No answer has a place for a secret, but those that show one the once that it is made. */
class AnswersIT {

    /** Each is what is made by a POST; {@code BulkReport.Item} is of a token that was rotated. */
    private static final Set<String> SHOWN_ONCE = Set.of(
            "IssuedToken.secret",
            "IssuedAccessToken.secret",
            "IssuedGateway.secret",
            "IssuedChannel.secret",
            "Item.secret");

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(secret|password|credential|cipher|digest|hash|fingerprint|private).*");

    /** Hashes under a key of the tenant: by them, requests of one user are found, and nothing is signed in to. */
    private static final Set<String> HASHED = Set.of("userHash");

    private final List<Routes.Route> routes = Routes.of(AdminServer.shared().context());

    @Test
    void noAnswerHasAPlaceForASecretButThoseThatShowItOnce() {
        Set<Class<?>> answered = Shapes.answered(routes);
        assertThat(answered).hasSizeGreaterThan(30);
        assertThat(answered.stream().flatMap(AnswersIT::secrets)).containsExactlyInAnyOrderElementsOf(SHOWN_ONCE);
    }

    @Test
    void whatIsShownOnceIsAnsweredByCreatesAndRotationsOnly() {
        List<Routes.Route> showing = routes.stream()
                .filter(route -> Shapes.answered(List.of(route)).stream()
                        .flatMap(AnswersIT::secrets)
                        .findAny()
                        .isPresent())
                .toList();
        assertThat(showing)
                .isNotEmpty()
                .allSatisfy(route -> assertThat(route.method()).isEqualTo("POST"));
    }

    private static Stream<String> secrets(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(AnswersIT::isSecret)
                .map(component -> type.getSimpleName() + "." + component.getName());
    }

    private static boolean isSecret(RecordComponent component) {
        Class<?> type = component.getType();
        boolean text = type == String.class || type == Object.class;
        return type == Secret.class
                || type == byte[].class
                || (text && SECRET.matcher(component.getName()).matches() && !HASHED.contains(component.getName()));
    }
}

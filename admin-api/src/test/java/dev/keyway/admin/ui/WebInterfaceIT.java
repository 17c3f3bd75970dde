package dev.keyway.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebInterfaceIT {

    private static final Pattern NONCE = Pattern.compile("name=\"style-nonce\" content=\"([\\w-]{22})\"");
    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[\\w.-]+\\.js)\"");

    private final AdminServer server = AdminServer.shared();
    private final Api browser = server.anonymous()
            .with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .with("Accept-Encoding", "gzip, deflate, br");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/access", "/sign-in?to=%2Faccess", "/tenants/a%2Fb"})
    void itsPageIsServedAtEachOfItsAddresses(String path) {
        Answer page = browser.get(path).expect(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.raw()).contains("<div id=\"root\">").doesNotContain("__NONCE__");
    }

    @Test
    void stylesOfThePageAreLetInByANonceOfTheResponse() {
        Answer first = browser.get("/").expect(200);
        String nonce = found(NONCE, first.raw());
        assertThat(first.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self' 'nonce-" + nonce + "'")
                .doesNotContain("unsafe");
        assertThat(found(NONCE, browser.get("/").raw())).isNotEqualTo(nonce);
        assertThat(first.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(first.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void filesOfABuildAreCompressedAndStayInCaches() {
        String path = found(SCRIPT, browser.get("/").raw());
        Answer script = browser.get(path).expect(200);
        assertThat(script.header("Content-Encoding")).isEqualTo("br");
        assertThat(script.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(script.header("Content-Type")).isEqualTo("text/javascript;charset=utf-8");
        assertThat(script.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(browser.with("Accept-Encoding", "gzip;q=1, br;q=0").get(path).header("Content-Encoding"))
                .isEqualTo("gzip");
        Answer plain = browser.with("Accept-Encoding", "identity").get(path).expect(200);
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(plain.raw()).contains("createElement");
        assertThat(browser.with("If-None-Match", script.etag()).get(path).status())
                .isEqualTo(304);
    }

    @Test
    void whatAnEarlierBuildHadIsNotThePage() {
        assertThat(browser.get("/assets/index-gone.js").expect(404).text("code"))
                .isEqualTo("not_found");
        assertThat(browser.get("/favicon.ico").expect(404).text("code")).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/nothing", "/gateway/v1/nothing"})
    void pathsOfTheApiStayThoseOfTheApi(String path) {
        assertThat(browser.get(path).expect(401).text("code")).isEqualTo("not_signed_in");
        assertThat(server.owner().with("Accept", "text/html, */*").get(path).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../files.txt",
                "/files.txt",
                "/index.html.br",
                "/keyway-ui/files.txt",
                "/META-INF/MANIFEST.MF",
                "/application.yml"
            })
    void nothingElseOfTheServiceIsAFile(String path) {
        assertThat(browser.get(path).status()).isIn(400, 404);
    }

    @Test
    void onlyReadsAreItsOwn() {
        assertThat(browser.post("/access", "{}").status()).isEqualTo(401);
    }

    @Test
    void programsThatDoNotAcceptPagesGetNone() {
        assertThat(server.anonymous()
                        .with("Accept", "application/json")
                        .get("/access")
                        .status())
                .isEqualTo(404);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}

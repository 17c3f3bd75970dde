package dev.keyway.admin.address;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.catalogue.address.DirectHosts;
import dev.keyway.catalogue.address.WebProxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Way out of a company's network: its proxy, if it has one, and whom to trust there. */
@Component
@EnableConfigurationProperties({HttpsSettings.class, DirectSettings.class})
public final class WayOut {

    private static final String PROXY = "HTTPS_PROXY";

    private final Trust trust;
    private final @Nullable WebProxy proxy;

    @Autowired
    WayOut(Trust trust, HttpsSettings settings, DirectSettings direct) {
        this.trust = trust;
        List<String> hosts = direct.proxy().stream()
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
        DirectHosts.fault(hosts).ifPresent(fault -> {
            throw new InvalidSettingException("NO_PROXY", fault);
        });
        this.proxy = settings.proxy().isBlank() ? null : proxy(settings.proxy().strip(), new DirectHosts(hosts));
    }

    /** Without a proxy. */
    public static WayOut direct(Trust trust) {
        return new WayOut(trust, new HttpsSettings(""), new DirectSettings(List.of()));
    }

    public Trust trust() {
        return trust;
    }

    /** The proxy; empty if there is none. */
    public Optional<WebProxy> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** Sends a client of the JDK this way. */
    public HttpClient.Builder apply(HttpClient.Builder client) {
        proxy().ifPresentOrElse(found -> found.apply(client), () -> client.proxy(HttpClient.Builder.NO_PROXY));
        return client.sslContext(trust.context());
    }

    /** What is said of a fault does not repeat the address, which may have a password. */
    private static WebProxy proxy(String text, DirectHosts direct) {
        try {
            return new WebProxy(URI.create(text.contains("://") ? text : "http://" + text), direct);
        } catch (IllegalArgumentException unusable) {
            throw new InvalidSettingException(PROXY, "must be http://host:port");
        }
    }
}

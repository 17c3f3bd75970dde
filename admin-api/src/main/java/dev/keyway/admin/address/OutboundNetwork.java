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

/** Outbound network of the service: the company's proxy, if it has one, and the certificates to trust. */
@Component
@EnableConfigurationProperties({HttpsSettings.class, DirectSettings.class})
public final class OutboundNetwork {

    private static final String PROXY = "HTTPS_PROXY";

    private final Trust trust;
    private final @Nullable WebProxy proxy;

    @Autowired
    OutboundNetwork(Trust trust, HttpsSettings settings, DirectSettings direct) {
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
    public static OutboundNetwork direct(Trust trust) {
        return new OutboundNetwork(trust, new HttpsSettings(""), new DirectSettings(List.of()));
    }

    public Trust trust() {
        return trust;
    }

    /** The HTTP proxy for encrypted connections, if one is configured. */
    public Optional<WebProxy> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** Configures a client of the JDK with the proxy and the certificates. */
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

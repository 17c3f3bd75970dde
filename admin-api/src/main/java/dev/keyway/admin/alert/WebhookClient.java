package dev.keyway.admin.alert;

import dev.keyway.admin.address.GuardedNames;
import dev.keyway.admin.address.OutboundNetwork;
import dev.keyway.catalogue.address.WebProxy;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** HTTP client for webhooks of one use: never beyond a redirect, and to no address that may not be called, whatever its name leads to by now. */
final class WebhookClient implements Closeable {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout ANSWER = Timeout.ofSeconds(10);

    /** As many as are called at once: many channels may be of one host. */
    private static final int MOST_CONNECTIONS = Sender.AT_ONCE;

    private final GuardedNames names;
    private final CloseableHttpClient direct;
    private final @Nullable WebProxy proxy;
    private final CloseableHttpClient proxied;

    WebhookClient(GuardedNames names, OutboundNetwork network) {
        this.names = names;
        this.direct = client(network, names).build();
        this.proxy = network.proxy().orElse(null);
        this.proxied = proxy == null ? direct : through(proxy, network);
    }

    /**
     * Sends a request, and returns the status of its response.
     *
     * @throws IOException if there was none
     */
    int send(HttpPost request, URI url) throws IOException {
        if (proxy == null || !proxy.isFor(url)) {
            return direct.execute(request, response -> response.getCode());
        }
        names.requireCallable(url.getHost());
        requireTime(url.getHost());
        HttpClientContext context = HttpClientContext.create();
        return proxied.execute(request, context, response -> {
            if (context.getSSLSession() == null) {
                throw new IOException("the proxy answered " + response.getCode());
            }
            return response.getCode();
        });
    }

    @Override
    public void close() throws IOException {
        direct.close();
        proxied.close();
    }

    /** Nobody is called once it is too late: looking a name up cannot be interrupted. */
    private static void requireTime(String host) throws UnknownHostException {
        if (Thread.currentThread().isInterrupted()) {
            throw new UnknownHostException(host + " was looked up for too long");
        }
    }

    /**
     * It resolves the proxy's name alone. What a receiver says of a password for the proxy is not heard: answers to CONNECT do not pass the
     * interceptor.
     */
    private static CloseableHttpClient through(WebProxy proxy, OutboundNetwork network) {
        HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        proxy.login()
                .ifPresent(login -> credentials.setCredentials(
                        new AuthScope(host),
                        new UsernamePasswordCredentials(login.getUserName(), login.getPassword())));
        return client(network, SystemDefaultDnsResolver.INSTANCE)
                .addResponseInterceptorFirst(
                        (response, entity, context) -> response.removeHeaders(HttpHeaders.PROXY_AUTHENTICATE))
                .setProxy(host)
                .setDefaultCredentialsProvider(credentials)
                .build();
    }

    private static HttpClientBuilder client(OutboundNetwork network, DnsResolver names) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new InTime(names))
                        .setTlsSocketStrategy(
                                new DefaultClientTlsStrategy(network.trust().context()))
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(ANSWER)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(ANSWER)
                        .setRedirectsEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Keyway");
    }

    private record InTime(DnsResolver names) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = names.resolve(host);
            requireTime(host);
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return names.resolveCanonicalHostname(host);
        }
    }
}

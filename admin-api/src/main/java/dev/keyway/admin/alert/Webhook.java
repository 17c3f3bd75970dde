package dev.keyway.admin.alert;

import dev.keyway.admin.address.CallableUrls;
import dev.keyway.admin.address.GuardedNames;
import dev.keyway.admin.address.Trust;
import dev.keyway.admin.address.Use;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Calls webhooks: signed, never beyond a redirect, and to no address that may not be called, whatever its name leads to by now. */
@Component
class Webhook implements DisposableBean {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout ANSWER = Timeout.ofSeconds(10);

    /** As many as are called at once: many channels may be of one host. */
    private static final int MOST_CONNECTIONS = Sender.AT_ONCE;

    private final Map<Use, CloseableHttpClient> clients;
    private final CallableUrls urls;
    private final ChannelSeal seal;
    private final Clock clock;

    Webhook(CallableUrls urls, Trust trust, ChannelSeal seal, Clock clock) {
        this.urls = urls;
        this.seal = seal;
        this.clock = clock;
        this.clients = Map.of(
                Use.WEBHOOK, client(urls.guarded(Use.WEBHOOK), trust),
                Use.TENANTS_WEBHOOK, client(urls.guarded(Use.TENANTS_WEBHOOK), trust));
    }

    private static CloseableHttpClient client(GuardedNames names, Trust trust) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new InTime(names))
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust.context()))
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
                .setUserAgent("Keyway")
                .build();
    }

    /** Why it failed; empty if the receiver took it. */
    Optional<String> send(Delivery delivery) {
        Optional<Secret> secret = seal.secret(delivery);
        if (secret.isEmpty()) {
            return Optional.of("its secret cannot be decrypted: create another one");
        }
        Optional<Secret> address = seal.address(delivery);
        if (address.isEmpty()) {
            return Optional.of("its URL cannot be decrypted: enter it again");
        }
        try {
            urls.requireWhole("target", address.get().reveal(), delivery.use());
            HttpPost call = new HttpPost(address.get().reveal());
            Instant now = clock.instant();
            call.setHeader("webhook-id", delivery.id().toString());
            call.setHeader("webhook-timestamp", "" + now.getEpochSecond());
            call.setHeader(
                    "webhook-signature",
                    Signature.of(secret.get(), delivery.id().toString(), now, delivery.body()));
            call.setEntity(new StringEntity(delivery.body(), ContentType.APPLICATION_JSON));
            int status = Objects.requireNonNull(clients.get(delivery.use())).execute(call, answer -> answer.getCode());
            return status / 100 == 2 ? Optional.empty() : Optional.of("the receiver answered " + status);
        } catch (ProblemException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        } catch (IOException failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public void destroy() throws IOException {
        for (CloseableHttpClient client : clients.values()) {
            client.close();
        }
    }

    /** Nobody is connected to once it is too late: looking a name up cannot be interrupted. */
    private record InTime(DnsResolver names) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = names.resolve(host);
            if (Thread.currentThread().isInterrupted()) {
                throw new UnknownHostException(host + " was looked up for too long");
            }
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return names.resolveCanonicalHostname(host);
        }
    }
}

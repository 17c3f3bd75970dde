package dev.keyway.admin.alert;

import dev.keyway.admin.address.CallableUrls;
import dev.keyway.admin.address.OutboundNetwork;
import dev.keyway.admin.address.Use;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Calls webhooks, signed. */
@Component
class Webhook implements DisposableBean {

    private final Map<Use, WebhookClient> clients;
    private final CallableUrls urls;
    private final ChannelSeal seal;
    private final Clock clock;

    Webhook(CallableUrls urls, OutboundNetwork network, ChannelSeal seal, Clock clock) {
        this.urls = urls;
        this.seal = seal;
        this.clock = clock;
        this.clients = Map.of(
                Use.WEBHOOK, new WebhookClient(urls.guarded(Use.WEBHOOK), network),
                Use.TENANTS_WEBHOOK, new WebhookClient(urls.guarded(Use.TENANTS_WEBHOOK), network));
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
            int status = Objects.requireNonNull(clients.get(delivery.use()))
                    .send(call, URI.create(address.get().reveal()));
            return status / 100 == 2 ? Optional.empty() : Optional.of("the receiver answered " + status);
        } catch (ProblemException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        } catch (IOException failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public void destroy() throws IOException {
        for (WebhookClient client : clients.values()) {
            client.close();
        }
    }
}

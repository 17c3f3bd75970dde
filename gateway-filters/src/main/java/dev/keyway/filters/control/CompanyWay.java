package dev.keyway.filters.control;

import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.upstream.transport.CompanyCertificates;
import java.net.http.HttpClient;

/** A company's way out for the JDK's client: the same proxy, direct hosts and certificates as for calls to providers. */
final class CompanyWay {

    private CompanyWay() {}

    /** Sends the client the company's way. */
    static HttpClient.Builder apply(NetworkSettings network, HttpClient.Builder client) {
        network.proxy().ifPresentOrElse(proxy -> proxy.apply(client), () -> client.proxy(HttpClient.Builder.NO_PROXY));
        if (network.caFile() != null) {
            client.sslContext(CompanyCertificates.in(network.caFile()).sslContext());
        }
        return client;
    }
}

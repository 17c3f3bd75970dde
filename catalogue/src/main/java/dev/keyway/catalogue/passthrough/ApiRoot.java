package dev.keyway.catalogue.passthrough;

import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Provider;
import java.net.URI;

/**
 * Where a provider's APIs begin.
 *
 * @param url the address before the paths that the provider's reference names, without a slash at its end
 * @param basePath the path at which its OpenAI-shaped operations begin in that reference, such as {@code /v1}
 */
public record ApiRoot(String url, String basePath) {

    /**
     * The root of a provider. One that is reached through another address than its own keeps what stands there before
     * its base path: a company's relay may give each provider a path of its own.
     */
    public static ApiRoot of(Provider provider) {
        String basePath = new KnownProviders()
                .find(provider.id())
                .map(known -> path(known.baseUrl()))
                .orElseGet(() -> path(provider.baseUrl()));
        String address = provider.baseUrl().toString();
        String url = address.endsWith(basePath)
                ? address.substring(0, address.length() - basePath.length())
                : origin(provider.baseUrl());
        return new ApiRoot(url, basePath);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private static String path(URI url) {
        return url.getRawPath() == null ? "" : url.getRawPath();
    }
}

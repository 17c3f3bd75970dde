package dev.keyway.filters.record;

import dev.keyway.contract.Secret;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * A call as it goes up.
 *
 * @param number which of the request's calls it is, from 1
 * @param provider the provider's id
 * @param model the provider's model name
 * @param keyId the id of the key
 * @param key the key itself, so that it can be kept out of what is written
 * @param url where it goes
 * @param headers what is sent, the key included
 */
public record AttemptHead(
        int number, String provider, String model, String keyId, Secret key, String url, HttpHeaders headers) {

    /** Never prints its headers, which hold the key. */
    @Override
    public String toString() {
        return "AttemptHead[number=" + number + ", provider=" + provider + ", model=" + model + "]";
    }
}

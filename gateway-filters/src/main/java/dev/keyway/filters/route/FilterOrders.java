package dev.keyway.filters.route;

import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;

/** The order of every filter of ours on Keyway's own routes, each relative to its neighbour. */
final class FilterOrders {

    /** Nothing of Spring Cloud Gateway's own writing may run around the terminal filter. */
    static final int CALL_PROVIDER = NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 10;

    /** Around the writing of the answer, so that the key is held until the last byte. */
    static final int INJECT_PROVIDER_KEY = NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;

    /** Around both, so that a request ends when its response is written. */
    static final int REQUEST_SCOPE = INJECT_PROVIDER_KEY - 1;

    private FilterOrders() {}
}

package dev.keyway.filters.metering;

import dev.keyway.catalogue.price.NanoDollars;

/** What a provider charges an answer by. */
public sealed interface Billing {

    /** By its usage. */
    record ByUsage() implements Billing {}

    /** By its usage, and the provider said what that comes to. */
    record Stated(NanoDollars cost) implements Billing {}

    /** By something that neither the response reports nor the request states. */
    record Unknown() implements Billing {}

    /** Not at all. */
    record Free() implements Billing {}
}

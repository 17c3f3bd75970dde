package dev.keyway.filters.record;

import dev.keyway.contract.window.AdmissionDate;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Tenant;
import java.time.Instant;
import java.time.LocalDate;

/** Admission dates of callers: the local date in the zone of their tenant, or in UTC if they have none. */
public final class AdmissionDates {

    private AdmissionDates() {}

    /** The date of a request that is admitted or refused at a moment. */
    public static LocalDate of(Caller caller, Instant at) {
        Tenant tenant = caller.tenant();
        return AdmissionDate.of(at, tenant == null ? "UTC" : tenant.zone().getId());
    }
}

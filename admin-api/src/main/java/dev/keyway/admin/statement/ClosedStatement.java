package dev.keyway.admin.statement;

import java.time.Instant;
import java.util.List;

/**
 * What is stored of a closed statement beside its lines.
 *
 * @param tenant the tenant's name when it was closed; so is the zone
 */
record ClosedStatement(
        String tenant,
        String zone,
        Instant closedAt,
        String closedBy,
        String note,
        List<Missing> missing,
        List<StatementPriceList> priceLists) {}

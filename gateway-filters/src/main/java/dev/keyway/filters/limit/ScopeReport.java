package dev.keyway.filters.limit;

import dev.keyway.contract.control.WindowReport;
import java.util.List;

/** Report of one scope: all its windows, so that they are brought up to date together. */
public final class ScopeReport {

    final TenantBooks owner;
    final Scope scope;
    private final List<WindowReport> windows;

    ScopeReport(TenantBooks owner, Scope scope, List<WindowReport> windows) {
        this.owner = owner;
        this.scope = scope;
        this.windows = List.copyOf(windows);
    }

    /** Its windows; none if it has no budget. */
    public List<WindowReport> windows() {
        return windows;
    }
}

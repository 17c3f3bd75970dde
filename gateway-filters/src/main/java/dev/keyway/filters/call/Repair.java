package dev.keyway.filters.call;

import dev.keyway.catalogue.parameter.TuningMembers;
import dev.keyway.filters.body.MemberPath;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.RefusedMember;
import dev.keyway.filters.record.RepairRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Mends a request that the provider refuses because of a member that only tunes, or that the gateway itself added: it is sent
 * again without that member. What the provider takes in no form is remembered once the request is served without it.
 */
final class Repair {

    /** Providers name one member at a time. */
    private static final int MOST = 3;

    private final TargetPlan plan;
    private final List<RefusedMember> leftOut = new ArrayList<>();
    private int repairs;

    Repair(TargetPlan plan) {
        this.plan = plan;
    }

    /** Takes from the payload what the refusal names. @return whether the request is worth sending again */
    boolean mends(Failure refusal) {
        boolean isMended = false;
        for (RefusedMember member : refusal.refused()) {
            if (repairs < MOST && mayGo(member.path()) && plan.payload().leaveOut(member.path())) {
                leftOut.add(member);
                isMended = true;
            }
        }
        repairs += isMended ? 1 : 0;
        return isMended;
    }

    /** The names of the members that went. */
    List<String> leftOut() {
        return leftOut.stream().map(RefusedMember::path).toList();
    }

    /** The request was answered without them. */
    void served() {
        for (RefusedMember member : leftOut) {
            boolean isRemembered = member.lasting() && TuningMembers.isKnown(member.path());
            if (isRemembered) {
                plan.provider().refused().remember(plan.target(), member.path());
            }
            RepairRecord repaired = new RepairRecord(
                    plan.provider().id(), plan.model(), TuningMembers.label(member.path()), isRemembered);
            plan.track().observation().onRepaired(repaired);
        }
    }

    private boolean mayGo(String path) {
        boolean isAdded = plan.payload().usageForced() && MemberPath.root(path).equals(TuningMembers.ADDED);
        return switch (plan.provider().settings().repair()) {
            case ALL -> isAdded || TuningMembers.tunes(path);
            case ADDED -> isAdded;
            case OFF -> false;
        };
    }
}

package dev.keyway.filters.source.managed;

import dev.keyway.filters.control.Backoff;
import dev.keyway.filters.control.ControlPlane;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.source.managed.keys.KeySecrets;

/** What the loop of the control plane works with. */
record ControlTools(
        ControlPlane plane,
        ReplicaEnrolment enrolment,
        GatewayRegistration registration,
        Membership membership,
        KeySecrets secrets,
        ControlConnection connection,
        Backoff backoff) {}

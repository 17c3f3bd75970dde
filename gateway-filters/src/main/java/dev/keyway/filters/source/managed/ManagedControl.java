package dev.keyway.filters.source.managed;

import dev.keyway.filters.control.ControlPlane;
import dev.keyway.filters.control.Membership;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Life of the control plane in a gateway: begins when the application is complete, and signs off when it ends. */
final class ManagedControl implements SmartInitializingSingleton, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ManagedControl.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration REPORT = Duration.ofSeconds(1);

    private final ControlThreads threads;
    private final ControlLoop loop;
    private final ControlThreads.Task heartbeat;
    private final ControlThreads.Task report;
    private final ControlPlane plane;
    private final GatewayRegistration registration;
    private final Membership membership;
    private final ManagedConfiguration configuration;

    ManagedControl(
            ControlThreads threads,
            ControlLoop loop,
            ControlThreads.Task heartbeat,
            ControlThreads.Task report,
            ControlTools tools,
            ManagedConfiguration configuration) {
        this.threads = threads;
        this.loop = loop;
        this.heartbeat = heartbeat;
        this.report = report;
        this.plane = tools.plane();
        this.registration = tools.registration();
        this.membership = tools.membership();
        this.configuration = configuration;
    }

    @Override
    public void afterSingletonsInstantiated() {
        threads.follow(loop::step);
        threads.repeat(HEARTBEAT, heartbeat);
        threads.repeat(REPORT, report);
    }

    @Override
    public void destroy() {
        threads.close();
        if (!membership.isCurrent()) {
            return;
        }
        try {
            membership.signedOff();
            plane.signOff(registration.now(configuration.timeline()));
        } catch (IOException e) {
            if (e.getCause() instanceof ConnectException) {
                membership.notSignedOff();
            }
            log.debug("the gateway ends without signing off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

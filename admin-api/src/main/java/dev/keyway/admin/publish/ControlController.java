package dev.keyway.admin.publish;

import dev.keyway.admin.budget.GrantEnds;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.database.Installation;
import dev.keyway.admin.gateway.GatewayAccess;
import dev.keyway.admin.gateway.GatewayView;
import dev.keyway.admin.gateway.Gateways;
import dev.keyway.admin.gateway.KnownGateway;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.query.OpenQuery;
import dev.keyway.admin.revision.Revisions;
import dev.keyway.admin.usage.log.LogReports;
import dev.keyway.admin.wire.Wire;
import dev.keyway.contract.Secret;
import dev.keyway.contract.control.CommandAnswer;
import dev.keyway.contract.control.Contract;
import dev.keyway.contract.control.Heartbeat;
import dev.keyway.contract.control.KeyStates;
import dev.keyway.contract.control.Registered;
import dev.keyway.contract.control.Registration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What gateways call. */
@RestController
@OpenQuery
@RequestMapping("/gateway/v1")
class ControlController {

    private static final int LONGEST_WAIT = 30;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final Gateways gateways;
    private final GatewayAccess access;
    private final Answers answers;
    private final ChangePoller changes;
    private final Deliveries deliveries;
    private final Commands commands;
    private final Reports reports;
    private final Revisions revisions;
    private final LogReports logs;
    private final GrantEnds grants;
    private final KnownTimeline known;
    private final JdbcClient jdbc;
    private final CurrentCaller current;
    private final Wire wire;
    private final Clock clock;

    /** Each holds a connection until the gateway has read it; changes must find some left. */
    private final Semaphore snapshots = new Semaphore(3);

    ControlController(
            Gateways gateways,
            GatewayAccess access,
            Answers answers,
            ChangePoller changes,
            Deliveries deliveries,
            Commands commands,
            Reports reports,
            Revisions revisions,
            LogReports logs,
            GrantEnds grants,
            KnownTimeline known,
            JdbcClient jdbc,
            CurrentCaller current,
            Wire wire,
            Clock clock) {
        this.gateways = gateways;
        this.access = access;
        this.answers = answers;
        this.changes = changes;
        this.deliveries = deliveries;
        this.commands = commands;
        this.reports = reports;
        this.revisions = revisions;
        this.logs = logs;
        this.grants = grants;
        this.known = known;
        this.jdbc = jdbc;
        this.current = current;
        this.wire = wire;
        this.clock = clock;
    }

    @PostMapping("/register")
    Registered register(HttpServletRequest request) throws IOException {
        Registration registration = wire.read(request.getInputStream(), Registration.class);
        GatewayView gateway = gateways.register(caller(), registration);
        long mark = logs.registered(caller(), registration);
        return new Registered(
                gateway.id(),
                gateway.name(),
                Math.min(registration.contract(), Contract.VERSION),
                revisions.current(jdbc),
                Installation.timeline(jdbc),
                mark,
                clock.instant());
    }

    /** The gateway's instance ends; what its log still has is reported by that. */
    @PostMapping("/sign-off")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOff(HttpServletRequest request) throws IOException {
        Registration last = wire.read(request.getInputStream(), Registration.class);
        if (gateways.signOff(caller(), last.instanceId())) {
            logs.reported(caller(), last.log());
            grants.look();
        }
    }

    @GetMapping("/snapshot")
    void snapshot(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        KnownGateway gateway = access.require(credential(request));
        if (!snapshots.tryAcquire(TRY_AGAIN.toSeconds(), TimeUnit.SECONDS)) {
            throw ProblemException.later(
                    ErrorCode.SNAPSHOTS_BUSY, "Too many snapshots are in progress; try again.", TRY_AGAIN);
        }
        try {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            answers.snapshot(gateway, response.getOutputStream());
        } finally {
            snapshots.release();
        }
    }

    /**
     * Waits until there is something for the gateway; 204 if nothing comes in time.
     *
     * @param timeline of the revision; null from earlier releases
     */
    @GetMapping("/changes")
    void changes(
            @RequestParam long since,
            @RequestParam(defaultValue = "0") int wait,
            @RequestParam(required = false) @Nullable UUID timeline,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (since < 0) {
            throw ProblemException.invalid("since", "must be a revision, from 0");
        }
        if (wait < 0 || wait > LONGEST_WAIT) {
            throw ProblemException.invalid("wait", "must be seconds, from 0 to " + LONGEST_WAIT);
        }
        reports.seen(caller(), since);
        known.require(caller(), since, timeline);
        Optional<KnownGateway> found = changes.await(credential(request), since, Duration.ofSeconds(wait));
        if (found.isEmpty()) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        KnownGateway gateway = found.get();
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        known.require(gateway.id(), since, timeline);
        answers.changes(gateway, since, deliveries.take(gateway.id()), response.getOutputStream());
    }

    @PostMapping("/commands/{command}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answer(@PathVariable UUID command, HttpServletRequest request) throws IOException {
        commands.answer(caller(), command, wire.read(request.getInputStream(), CommandAnswer.class));
    }

    @PostMapping("/key-states")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void keyStates(HttpServletRequest request) throws IOException {
        reports.take(caller(), wire.read(request.getInputStream(), KeyStates.class));
    }

    @PostMapping("/heartbeats")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void heartbeat(HttpServletRequest request) throws IOException {
        reports.take(caller(), wire.read(request.getInputStream(), Heartbeat.class));
    }

    private UUID caller() {
        return Objects.requireNonNull(current.get().id());
    }

    private static Secret credential(HttpServletRequest request) {
        return GatewayAccess.credential(request).orElseThrow();
    }
}

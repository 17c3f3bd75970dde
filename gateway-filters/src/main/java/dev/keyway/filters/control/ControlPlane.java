package dev.keyway.filters.control;

import dev.keyway.contract.control.Changes;
import dev.keyway.contract.control.CommandAnswer;
import dev.keyway.contract.control.Enrolled;
import dev.keyway.contract.control.Enrolment;
import dev.keyway.contract.control.Heartbeat;
import dev.keyway.contract.control.KeyStates;
import dev.keyway.contract.control.Registered;
import dev.keyway.contract.control.Registration;
import dev.keyway.contract.control.Snapshot;
import dev.keyway.contract.control.SpendReport;
import dev.keyway.contract.control.SpendView;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Calls of the control plane. Each waits for its response and must not be made on an event loop. */
public final class ControlPlane {

    private static final String ROOT = "/gateway/v1/";

    /** A snapshot has many megabytes, and the admin service may be busy with those of other gateways. */
    private static final Duration SNAPSHOT = Duration.ofMinutes(3);

    private static final Duration BEYOND_WAIT = Duration.ofSeconds(20);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final ControlClient client;

    public ControlPlane(ControlClient client) {
        this.client = client;
    }

    /** Enrols with the credential of a group. */
    public Enrolled enrol(Enrolment enrolment) throws IOException, InterruptedException {
        return ControlJson.read(post("enrol", enrolment), Enrolled.class);
    }

    /** Registers the gateway. */
    public Registered register(Registration registration) throws IOException, InterruptedException {
        return ControlJson.read(post("register", registration), Registered.class);
    }

    /** Reads the whole configuration. */
    public Snapshot snapshot() throws IOException, InterruptedException {
        return ControlJson.read(success(client.get(ROOT + "snapshot", SNAPSHOT)).body(), Snapshot.class);
    }

    /**
     * Waits for changes; empty if there are none in time.
     *
     * @param since revision that the gateway has
     * @param timeline of that revision
     */
    public Optional<Changes> changes(long since, UUID timeline, Duration wait)
            throws IOException, InterruptedException {
        String path = ROOT + "changes?since=" + since + "&wait=" + wait.toSeconds() + "&timeline=" + timeline;
        ControlResponse.Success response = success(client.get(path, wait.plus(BEYOND_WAIT)));
        return response.body().length == 0
                ? Optional.empty()
                : Optional.of(ControlJson.read(response.body(), Changes.class));
    }

    /** Answers a command. */
    public void answer(UUID command, CommandAnswer answer) throws IOException, InterruptedException {
        post("commands/" + command, answer);
    }

    /** Reports states of keys. */
    public void report(KeyStates states) throws IOException, InterruptedException {
        post("key-states", states);
    }

    /** Reports spend, and is granted budgets. */
    public SpendView report(SpendReport report) throws IOException, InterruptedException {
        return ControlJson.read(post("spend", report), SpendView.class);
    }

    /** Gives a sign of life. */
    public void report(Heartbeat heartbeat) throws IOException, InterruptedException {
        post("heartbeats", heartbeat);
    }

    /** Says that this instance ends, so that another one may take its place at once. An earlier admin service does not know it. */
    public void signOff(Registration registration) throws IOException, InterruptedException {
        client.post(ROOT + "sign-off", ControlJson.write(registration), null, LAST_WORDS);
    }

    private byte[] post(String path, Object message) throws IOException, InterruptedException {
        return success(client.post(ROOT + path, ControlJson.write(message), null))
                .body();
    }

    private static ControlResponse.Success success(ControlResponse response) throws ControlProblemException {
        return switch (response) {
            case ControlResponse.Success success -> success;
            case ControlResponse.Problem problem -> throw new ControlProblemException(problem);
        };
    }
}

package dev.keyway.admin.alert;

import dev.keyway.admin.address.CallableUrls;
import dev.keyway.admin.address.Use;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.Secret;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Where alerts go: those of a tenant, or all of them. */
@Service
@Transactional
public class Channels {

    private static final int SECRET_BYTES = 32;
    private static final Pattern MAIL_ADDRESS = Pattern.compile("[^@\\s\\p{Cntrl},;<>\"]+@[A-Za-z0-9.-]+");

    private final ChannelQueries rows;
    private final CallableUrls urls;
    private final MailSettings mail;
    private final ChannelSeal seal;
    private final RandomGenerator random;
    private final Changes changes;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    Channels(
            ChannelQueries rows,
            CallableUrls urls,
            MailSettings mail,
            ChannelSeal seal,
            RandomGenerator random,
            Changes changes,
            MergePatch patches,
            Ids ids,
            Clock clock) {
        this.rows = rows;
        this.urls = urls;
        this.mail = mail;
        this.seal = seal;
        this.random = random;
        this.changes = changes;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<ChannelView> page(Scope scope, PageRequest page) {
        return Page.of(rows.page(scope, page), page, ChannelView::id, channel -> channel);
    }

    /** Those of the installation and of every tenant that the caller may see. */
    @Transactional(readOnly = true)
    public List<ChannelView> all() {
        return rows.all();
    }

    /** @throws ProblemException if there is none */
    @Transactional(readOnly = true)
    public ChannelView get(Scope scope, UUID id) {
        return rows.find(scope, id).orElseThrow(() -> ProblemException.notFound("alert channel"));
    }

    /** Whether this is where it leads; no if its address cannot be opened. */
    @Transactional(readOnly = true)
    public boolean leadsTo(Scope scope, UUID id, String target) {
        UUID known = get(scope, id).id();
        return seal.address(rows.installation(), known, rows.target(known))
                .map(Secret::reveal)
                .filter(target::equals)
                .isPresent();
    }

    public IssuedChannel create(Scope scope, NewChannel request) {
        requireTarget(scope, request.kind(), request.target());
        UUID id = ids.next();
        Secret secret = request.kind() == ChannelKind.WEBHOOK ? makeSecret() : null;
        UUID installation = rows.installation();
        Target target = seal.target(installation, id, request.kind(), request.target());
        rows.add(
                id,
                scope,
                request,
                new ChannelQueries.Secrets(target, secret == null ? null : seal.secret(installation, id, secret)),
                clock.instant());
        ChannelView made = get(scope, id);
        changes.record(Change.created(Subject.ALERT_CHANNEL, id, scope, made));
        return issued(made, secret);
    }

    /** A target as it is shown stays as it is: more than the origin of a webhook's nobody can have read. */
    public ChannelView change(Scope scope, UUID id, IfMatch version, JsonNode patch) {
        ChannelView before = get(scope, id);
        version.require(before.version());
        ChannelSettings settings = patches.apply(before.settings(), patch, ChannelSettings.class, before);
        if (settings.equals(before.settings())) {
            return before;
        }
        boolean moves = !settings.target().equals(before.target());
        if (moves) {
            requireTarget(scope, before.kind(), settings.target());
        }
        rows.change(before, settings, clock.instant());
        if (moves) {
            rows.readdress(id, seal.target(rows.installation(), id, before.kind(), settings.target()));
        }
        ChannelView after = get(scope, id);
        changes.record(new Change(moves ? "target_set" : "updated", Subject.ALERT_CHANNEL, id, scope, before, after));
        return after;
    }

    /** Makes another secret; calls are signed with it from now on. */
    IssuedChannel rotate(Scope scope, UUID id) {
        ChannelView before = get(scope, id);
        if (before.kind() != ChannelKind.WEBHOOK) {
            throw ProblemException.of(ErrorCode.CONFLICT, "Mail has no secret.");
        }
        Secret secret = makeSecret();
        rows.replaceSecret(before, seal.secret(rows.installation(), id, secret), clock.instant());
        ChannelView after = get(scope, id);
        changes.record(new Change("secret_set", Subject.ALERT_CHANNEL, id, scope, before, after));
        return issued(after, secret);
    }

    public void delete(Scope scope, UUID id) {
        ChannelView before = get(scope, id);
        rows.delete(before, clock.instant());
        changes.record(Change.deleted(Subject.ALERT_CHANNEL, id, scope, before));
    }

    private void requireTarget(Scope scope, ChannelKind kind, String target) {
        switch (kind) {
            case WEBHOOK ->
                urls.requireWhole("target", target, scope.tenant() == null ? Use.WEBHOOK : Use.TENANTS_WEBHOOK);
            case MAIL -> {
                if (!mail.isSet()) {
                    throw ProblemException.of(
                            ErrorCode.CONFLICT,
                            "No mail can be sent: KEYWAY_MAIL_HOST and KEYWAY_MAIL_FROM are not set.");
                }
                if (!MAIL_ADDRESS.matcher(target).matches()) {
                    throw ProblemException.invalid("target", "must be a mail address such as ops@example.com");
                }
            }
        }
    }

    private Secret makeSecret() {
        byte[] bits = new byte[SECRET_BYTES];
        random.nextBytes(bits);
        return Secret.of(Signature.PREFIX + Base64.getEncoder().encodeToString(bits));
    }

    private static IssuedChannel issued(ChannelView channel, @Nullable Secret secret) {
        return new IssuedChannel(channel.id(), channel, secret == null ? null : secret.reveal());
    }
}

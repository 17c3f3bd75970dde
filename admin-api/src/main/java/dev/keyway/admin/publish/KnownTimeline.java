package dev.keyway.admin.publish;

import dev.keyway.admin.database.Installation;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.revision.Revisions;
import dev.keyway.admin.usage.log.Timelines;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Timeline of the revision that a gateway knows: a revision of another one means nothing here. */
@Component
final class KnownTimeline {

    private final Pipeline pipeline;
    private final Revisions revisions;
    private final Timelines timelines;

    KnownTimeline(Pipeline pipeline, Revisions revisions, Timelines timelines) {
        this.pipeline = pipeline;
        this.revisions = revisions;
        this.timelines = timelines;
    }

    /**
     * A gateway that knows a later revision of the present timeline shows that the database was restored: a new timeline begins.
     *
     * @param known null from earlier releases, which are asked for nothing
     * @throws ProblemException if the gateway must read the snapshot
     */
    void require(UUID gateway, long revision, @Nullable UUID known) {
        if (known == null) {
            return;
        }
        UUID present = pipeline.write(jdbc -> {
            UUID timeline = Installation.timeline(jdbc);
            return timeline.equals(known) && revision > revisions.current(jdbc)
                    ? timelines.renew(jdbc, timeline, gateway)
                    : timeline;
        });
        if (!present.equals(known)) {
            throw ProblemException.of(
                    ErrorCode.REVISION_GONE, "The revision is of another timeline: read the snapshot.");
        }
    }
}

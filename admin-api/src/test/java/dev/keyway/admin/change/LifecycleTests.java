package dev.keyway.admin.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.testkit.time.TestClock;
import jakarta.validation.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** What a lifecycle writes and records, on rows in memory. */
class LifecycleTests {

    private static final Scope TEAM = Scope.team(new UUID(1, 1), new UUID(2, 2));
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final JsonMapper json = new JsonMapper();
    private final TestClock clock = TestClock.at(START);
    private final Notes notes = new Notes();
    private final Lifecycle<Note.Settings, Note.View> lifecycle = new Lifecycles(
                    notes,
                    new MergePatch(
                            json, Validation.buildDefaultValidatorFactory().getValidator()),
                    new Ids(clock, new Random(1)),
                    clock)
            .of(Subject.TENANT, Note.Settings.class, view -> TEAM);

    @AfterEach
    void endTheCall() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void aCreationIsRecordedWithWhatIsShownAfterIt() {
        Note.View made = create("first");
        assertThat(made).isEqualTo(new Note.View(notes.row().id(), "first", START, START, 0));
        assertThat(notes.recorded).containsExactly(Change.created(Subject.TENANT, made.id(), TEAM, made));
        assertThat(notes.flushes).isEqualTo(1);
    }

    @Test
    void aCreationIsRecordedInTheScopeThatIsGiven() {
        lifecycle.create(Scope.INSTALLATION, (id, now) -> notes.save(new Note(id, new Note.Settings("a"), now))::view);
        assertThat(notes.recorded).extracting(Change::scope).containsExactly(Scope.INSTALLATION);
    }

    @Test
    void eachRowHasAnIdOfItsOwn() {
        assertThat(create("a").id()).isNotEqualTo(create("b").id());
    }

    @Test
    void aChangeIsRecordedWithBothVersions() {
        Note.View before = create("before");
        clock.advance(Duration.ofSeconds(1));
        Note.View after = change(new IfMatch(0), "{\"text\": \"after\"}");
        assertThat(after).isEqualTo(new Note.View(before.id(), "after", START, START.plusSeconds(1), 1));
        assertThat(notes.recorded).last().isEqualTo(Change.updated(Subject.TENANT, before.id(), TEAM, before, after));
    }

    @Test
    void aChangeOfAnotherVersionIsRefused() {
        create("before");
        change(new IfMatch(0), "{\"text\": \"theirs\"}");
        assertThatThrownBy(() -> change(new IfMatch(0), "{\"text\": \"mine\"}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.VERSION_CHANGED));
        assertThat(notes.row().settings().text()).isEqualTo("theirs");
        assertThat(notes.recorded).hasSize(2);
    }

    @Test
    void anotherVersionIsRefusedEvenIfThePatchChangesNothing() {
        create("same");
        assertThatThrownBy(() -> change(new IfMatch(7), "{\"text\": \"same\"}")).isInstanceOf(ProblemException.class);
    }

    @Test
    void anyVersionMayBeChanged() {
        create("before");
        assertThat(change(IfMatch.ANY, "{\"text\": \"after\"}").version()).isEqualTo(1);
    }

    @Test
    void aPatchThatChangesNothingDoesNothing() {
        Note.View before = create("same");
        clock.advance(Duration.ofSeconds(1));
        assertThat(change(new IfMatch(0), "{\"text\": \"same\"}")).isEqualTo(before);
        assertThat(notes.row().view()).isEqualTo(before);
        assertThat(notes.recorded).hasSize(1);
        assertThat(notes.flushes).isEqualTo(1);
    }

    @Test
    void anInvalidPatchChangesNothing() {
        Note.View before = create("before");
        assertThatThrownBy(() -> change(new IfMatch(0), "{\"text\": \"\"}"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("text ");
        assertThat(notes.row().view()).isEqualTo(before);
        assertThat(notes.recorded).hasSize(1);
    }

    @Test
    void aDeletionOnlyMarksTheRow() {
        Note.View before = create("gone");
        clock.advance(Duration.ofSeconds(1));
        lifecycle.delete(before, notes.row()::delete);
        assertThat(notes.row().isDeleted()).isTrue();
        assertThat(notes.row().updatedAt()).isEqualTo(START.plusSeconds(1));
        assertThat(notes.row().settings().text()).isEqualTo("gone");
        assertThat(notes.recorded).last().isEqualTo(Change.deleted(Subject.TENANT, before.id(), TEAM, before));
    }

    @Test
    void aDeletionIsWrittenBeforeItIsJudged() {
        Note.View before = create("in use");
        assertThatThrownBy(() -> lifecycle.delete(before, notes.row()::delete, () -> {
                    assertThat(notes.row().view().version()).as("flushed").isEqualTo(1);
                    throw ProblemException.of(ErrorCode.CONFLICT, "It is in use.");
                }))
                .isInstanceOf(ProblemException.class);
        assertThat(notes.recorded).hasSize(1);
    }

    @Test
    void aDeletionOfAnotherVersionDeletesNothing() {
        Note.View before = create("kept");
        call("DELETE", "/api/v1/notes/" + before.id(), "\"3\"");
        assertThatThrownBy(() -> lifecycle.delete(before, notes.row()::delete))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.VERSION_CHANGED));
        assertThat(notes.row().isDeleted()).isFalse();
        assertThat(notes.recorded).hasSize(1);
    }

    @Test
    void theVersionThatACallNamesIsThatOfItsOwnObject() {
        Note.View within = create("within");
        call("DELETE", "/api/v1/folders/" + new UUID(3, 3), "\"3\"");
        lifecycle.delete(within, notes.row()::delete);
        assertThat(notes.row().isDeleted()).isTrue();
    }

    private Note.View create(String text) {
        return lifecycle.create((id, now) -> notes.save(new Note(id, new Note.Settings(text), now))::view);
    }

    private Note.View change(IfMatch version, String patch) {
        Note row = notes.row();
        return lifecycle.change(row::view, row.settings(), version, json.readTree(patch), row::change);
    }

    private static void call(String method, String path, String version) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.addHeader("If-Match", version);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    /** The latest row, and what was recorded. */
    private static final class Notes implements ChangeLog {

        private final List<Change> recorded = new ArrayList<>();
        private @Nullable Note row;
        private int flushes;

        Note save(Note saved) {
            row = saved;
            return saved;
        }

        Note row() {
            return Objects.requireNonNull(row);
        }

        @Override
        public void flush() {
            row().flush();
            flushes++;
        }

        @Override
        public void record(Change change) {
            recorded.add(change);
        }
    }
}

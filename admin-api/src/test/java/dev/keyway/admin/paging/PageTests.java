package dev.keyway.admin.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a page shows of the rows that were read for it. */
class PageTests {

    private static final int LIMIT = 3;

    @Test
    void theLastPageHasNoCursor() {
        Page<String> page = page(LIMIT, false);
        assertThat(page.items()).containsExactly("row 1", "row 2", "row 3");
        assertThat(page.next()).isNull();
        assertThat(page.total()).isNull();
    }

    @Test
    void aRowMoreThanThePageShowsGivesACursorOfTheLastShown() {
        Page<String> page = page(LIMIT + 1, false);
        assertThat(page.items()).containsExactly("row 1", "row 2", "row 3");
        assertThat(page.next()).isEqualTo("after 3");
    }

    @Test
    void noRowsAreAnEmptyPage() {
        assertThat(page(0, true)).isEqualTo(new Page<>(List.of(), null, 0, false));
    }

    @Test
    void rowsAreCountedUpToTheMost() {
        assertThat(page(PageRequest.MAX_TOTAL, true)).satisfies(page -> {
            assertThat(page.total()).isEqualTo(PageRequest.MAX_TOTAL);
            assertThat(page.totalIsAtLeast()).isFalse();
        });
        assertThat(page(PageRequest.MAX_TOTAL + 1, true)).satisfies(page -> {
            assertThat(page.total()).isEqualTo(PageRequest.MAX_TOTAL);
            assertThat(page.totalIsAtLeast()).isTrue();
            assertThat(page.items()).hasSize(LIMIT);
        });
    }

    /** The page of a list of so many rows. */
    private static Page<String> page(int rows, boolean total) {
        PageRequest request = new PageRequest(
                PageRequest.GREATEST, LIMIT, id -> "after " + id.getLeastSignificantBits(), total, id -> "", false);
        List<Long> read = LongStream.rangeClosed(1, Math.min(rows, request.fetch()))
                .boxed()
                .toList();
        return Page.of(read, request, row -> new UUID(0, row), row -> "row " + row);
    }
}

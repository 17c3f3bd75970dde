package dev.keyway.filters.source.standalone;

import dev.keyway.filters.settings.SettingsProblem;

/** What was found where the {@code .env} file should be. */
sealed interface EnvText {

    /** A text file. */
    record Present(String text) implements EnvText {

        /** Never prints its text, which holds secrets. */
        @Override
        public String toString() {
            return "Present[****]";
        }
    }

    /** Nothing is there. */
    record Absent() implements EnvText {}

    /** Something is there that cannot be read. */
    record Unreadable(SettingsProblem problem) implements EnvText {}
}

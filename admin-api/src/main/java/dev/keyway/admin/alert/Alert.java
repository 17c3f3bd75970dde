package dev.keyway.admin.alert;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Alert before it is sent.
 *
 * @param tenant whose it is; null: the installation's
 * @param occasion what it is about and in which window, such as {@code budget <id> 2026-11}: sent once to each channel
 * @param text a sentence for people; never a secret
 * @param details the same for programs; never a secret
 */
public record Alert(
        AlertEvent event, @Nullable UUID tenant, String occasion, String text, Map<String, Object> details) {

    public Alert {
        details = Map.copyOf(details);
    }
}

package dev.keyway.admin.alert;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a channel sends alerts. */
public enum ChannelKind {
    /** A signed call of an address. */
    WEBHOOK,
    MAIL;

    private static final Pattern URL = Pattern.compile("([^:/]+://[^/?#]+)(.*)");
    private static final String REST = "/…";

    /** What may be shown of where it leads: of a webhook no more than its origin, for whoever has its path can write there. */
    public String shown(String target) {
        return switch (this) {
            case MAIL -> target;
            case WEBHOOK -> {
                Matcher url = URL.matcher(target);
                if (!url.matches()) {
                    yield REST;
                }
                yield url.group(2).isEmpty() ? target : url.group(1) + REST;
            }
        };
    }
}

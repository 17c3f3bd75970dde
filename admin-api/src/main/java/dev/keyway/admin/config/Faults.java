package dev.keyway.admin.config;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.ProblemException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Faults of a file by their path; of several at one path, the first. */
final class Faults {

    private static final int MOST = 100;

    private final Map<String, String> messages = new LinkedHashMap<>();
    private final Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);

    /** Adds a fault, unless what contains it has one already. */
    void add(String path, String message) {
        add(path, message, ErrorCode.INVALID_REQUEST);
    }

    /** What something was refused for, whose members are those of the file. */
    void add(String path, ProblemException refused) {
        if (refused.fields().isEmpty()) {
            add(path, "was refused: " + withoutStop(String.valueOf(refused.getMessage())), refused.code());
        }
        for (FieldError field : refused.fields()) {
            add(Place.join(path, field.field().replace("providerId", "provider")), field.message(), refused.code());
        }
    }

    void add(String path, String message, ErrorCode code) {
        if (!isWithinFault(path)) {
            messages.put(path.isEmpty() ? "body" : path, message);
            codes.add(code);
        }
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** @throws ProblemException with all of them, if there are any */
    void throwIfAny() {
        if (!isEmpty()) {
            throw problem();
        }
    }

    ProblemException problem() {
        List<FieldError> fields = new ArrayList<>();
        for (Map.Entry<String, String> fault : messages.entrySet()) {
            if (fields.size() == MOST) {
                fields.add(new FieldError("body", "has %d faults more".formatted(messages.size() - MOST)));
                break;
            }
            fields.add(new FieldError(fault.getKey(), fault.getValue()));
        }
        return ProblemException.about(codes.size() == 1 ? codes.iterator().next() : ErrorCode.INVALID_REQUEST, fields);
    }

    private boolean isWithinFault(String path) {
        if (messages.containsKey("body") || messages.containsKey(path)) {
            return true;
        }
        for (int i = path.length() - 1; i > 0; i--) {
            char c = path.charAt(i);
            if ((c == '.' || c == '[') && messages.containsKey(path.substring(0, i))) {
                return true;
            }
        }
        return false;
    }

    static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}

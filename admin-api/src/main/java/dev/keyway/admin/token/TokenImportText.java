package dev.keyway.admin.token;

import dev.keyway.admin.bulk.Csv;
import dev.keyway.admin.bulk.ImportBound;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.JsonFaults;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.StorableMoment;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads an import of tokens: CSV with a header, or a list of JSON. */
@Component
class TokenImportText {

    private static final Csv COLUMNS =
            new Csv(Set.of("token"), Set.of("name", "description", "expires_at", "labels"), Set.of("description"));

    private final JsonMapper json;
    private final Validator validator;

    TokenImportText(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * An element, read.
     *
     * @param number of its line, or from 1
     * @param token null if there is a problem
     * @param problem what must change; null: nothing
     */
    record Line(
            int number,
            @Nullable ImportedToken token,
            @Nullable String problem) {}

    List<Line> csv(String text) {
        return COLUMNS.read(text).stream()
                .map(line -> line.problem() == null
                        ? line(line.number(), () -> token(line))
                        : new Line(line.number(), null, line.problem()))
                .toList();
    }

    /** @throws ProblemException if it is no list of JSON */
    List<Line> list(String text) {
        ImportBound.requireLines(json, text);
        JsonNode tree;
        try {
            tree = json.readTree(text);
        } catch (JacksonException e) {
            throw ProblemException.of(ErrorCode.INVALID_JSON, JsonFaults.place(e));
        }
        if (!tree.isArray()) {
            throw ProblemException.invalid("body", "must be a list of tokens");
        }
        List<Line> lines = new ArrayList<>();
        for (JsonNode element : tree) {
            lines.add(line(lines.size() + 1, () -> token(element)));
        }
        return lines;
    }

    private Line line(int number, Supplier<ImportedToken> reader) {
        try {
            ImportedToken token = reader.get();
            Set<ConstraintViolation<ImportedToken>> broken = validator.validate(token);
            if (!broken.isEmpty()) {
                FieldError first = FieldError.of(broken.iterator().next());
                return new Line(number, null, first.field() + " " + first.message() + ".");
            }
            return new Line(number, token, null);
        } catch (ProblemException refused) {
            return new Line(number, null, String.valueOf(refused.getMessage()));
        }
    }

    private ImportedToken token(JsonNode element) {
        if (!element.isObject()) {
            throw ProblemException.invalid("token", "must be in an object");
        }
        try {
            return json.treeToValue(element, ImportedToken.class);
        } catch (JacksonException e) {
            throw JsonFaults.problem(e);
        }
    }

    private static ImportedToken token(Csv.Line line) {
        return new ImportedToken(
                line.cell("token"),
                text(line, "name"),
                text(line, "description"),
                expiresAt(line.cell("expires_at")),
                labels(line.cell("labels")));
    }

    private static @Nullable String text(Csv.Line line, String column) {
        return line.cell(column).isEmpty() ? null : line.cell(column);
    }

    private static @Nullable Instant expiresAt(String text) {
        try {
            return text.isEmpty() ? null : StorableMoment.of(Instant.parse(text));
        } catch (DateTimeException e) {
            throw ProblemException.invalid("expires_at", "must be a time such as 2027-06-30T00:00:00Z");
        }
    }

    /** Such as {@code app=chat; cost-centre=4711}. */
    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        for (String label : text.split(";", -1)) {
            int equals = label.indexOf('=');
            if (equals > 0) {
                labels.put(
                        label.substring(0, equals).strip(),
                        label.substring(equals + 1).strip());
            } else if (!label.isBlank()) {
                throw ProblemException.invalid("labels", "must be such as app=chat;cost-centre=4711");
            }
        }
        return labels;
    }
}

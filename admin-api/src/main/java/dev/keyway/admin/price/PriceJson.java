package dev.keyway.admin.price;

import dev.keyway.admin.bulk.ImportBound;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.JsonFaults;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.Utf8;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads prices as a list of JSON. */
final class PriceJson {

    private final JsonMapper json;
    private final Validator validator;
    private final Instant usualStart;

    /** @param usualStart start of prices whose element names none */
    PriceJson(JsonMapper json, Validator validator, Instant usualStart) {
        this.json = json;
        this.validator = validator;
        this.usualStart = usualStart;
    }

    /** @throws ProblemException if it is no list of JSON */
    List<ImportedLine> read(byte[] bytes) {
        JsonNode tree;
        try {
            String text = Utf8.text(bytes, ErrorCode.INVALID_JSON);
            ImportBound.requireLines(json, text);
            tree = json.readTree(text);
        } catch (JacksonException e) {
            throw ProblemException.of(ErrorCode.INVALID_JSON, JsonFaults.place(e));
        }
        if (!tree.isArray()) {
            throw ProblemException.invalid("body", "must be a list of prices");
        }
        List<ImportedLine> lines = new ArrayList<>();
        for (JsonNode element : tree) {
            lines.add(line(lines.size() + 1, element));
        }
        return lines;
    }

    private ImportedLine line(int number, JsonNode element) {
        PriceLine line;
        try {
            line = json.treeToValue(element, PriceLine.class);
        } catch (JacksonException e) {
            return ImportedLine.wrong(number, JsonFaults.problem(e));
        }
        if (line == null) {
            return ImportedLine.wrong(number, ProblemException.invalid("price", "must be an object"));
        }
        Set<ConstraintViolation<PriceLine>> violations = validator.validate(line);
        if (!violations.isEmpty()) {
            FieldError first = FieldError.of(violations.iterator().next());
            return ImportedLine.wrong(number, ProblemException.invalid(first.field(), first.message()));
        }
        try {
            long unused = Money.nanos("perMillion", line.perMillion());
        } catch (ProblemException wrong) {
            return ImportedLine.wrong(number, wrong);
        }
        return new ImportedLine(
                number,
                new ImportedLine.ListName(
                        line.provider(),
                        line.model(),
                        Objects.requireNonNullElse(line.tier(), NewPriceList.STANDARD),
                        Objects.requireNonNullElse(line.validFrom(), usualStart)),
                Objects.requireNonNullElse(line.source(), ""),
                List.of(line.price()),
                null);
    }
}

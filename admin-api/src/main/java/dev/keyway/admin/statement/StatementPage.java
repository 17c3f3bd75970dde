package dev.keyway.admin.statement;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** A statement as a page in HTML: one file without scripts that reads well on a screen and prints on A4. */
final class StatementPage {

    private static final String STYLE = StatementStyle.CSS;

    /** Nothing but this page's own style, by its hash. */
    static final String POLICY =
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                    .formatted(hash(STYLE));

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    private final StatementView statement;
    private final Amount amount;

    private StatementPage(StatementView statement) {
        this.statement = statement;
        this.amount = Amount.of(Stream.of(
                        Stream.of(statement.usage(), statement.late(), statement.adjustments(), statement.total()),
                        statement.teams().stream()
                                .flatMap(team -> team.tokens().stream())
                                .flatMap(token -> Stream.of(token.usage(), token.adjustments())),
                        statement.entries().stream().map(StatementEntry::amount),
                        statement.adjusted().stream().map(StatementAdjustment::amount))
                .flatMap(amounts -> amounts));
    }

    static String of(StatementView statement, Instant now) {
        return new StatementPage(statement).html(now);
    }

    private String html(Instant now) {
        String month = YearMonth.parse(statement.month()).format(MONTH);
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Statement of %1$s, %2$s</title>
            <style>%3$s</style>
            </head>
            <body>
            <header>
            <div><p class="kind">Statement</p><h1>%1$s</h1><p class="month">%2$s</p></div>
            <div class="sum"><p class="kind">Total</p><p class="total">$%4$s</p>%5$s</div>
            </header>
            %6$s%7$s%8$s%9$s%10$s%11$s%12$s
            <footer><p>Amounts are in US dollars, exact to the nano-dollar. A request belongs to the month of its admission date in the time zone \
            %13$s.</p><p>Created %14$s.</p></footer>
            </body>
            </html>
            """.formatted(
                        text(statement.tenant()),
                        text(month),
                        STYLE,
                        amount.html(statement.total()),
                        state(),
                        missing(),
                        summary(),
                        teams(),
                        entries(),
                        adjusted(),
                        repricings(),
                        priceLists(),
                        text(statement.zone()),
                        text(TIME.format(now.atOffset(ZoneOffset.UTC))));
    }

    private String state() {
        return switch (statement.state()) {
            case PROVISIONAL -> "<p class=\"state provisional\">Provisional</p>";
            case COMPLETE -> "<p class=\"state\">Complete, not closed</p>";
            case CLOSED ->
                "<p class=\"state\">Closed %s by %s</p>"
                        .formatted(
                                DAY.format(Objects.requireNonNull(statement.closedAt())
                                        .atOffset(ZoneOffset.UTC)),
                                text(statement.closedBy()));
        };
    }

    private String missing() {
        boolean isProvisional = statement.state() == StatementState.PROVISIONAL;
        if (!isProvisional && statement.missingCount() == 0) {
            return "";
        }
        List<Missing> known = Objects.requireNonNullElse(statement.missing(), List.of());
        String items = known.stream()
                .limit(20)
                .map(one -> "<li><b>%s</b>: %s (%s %s)</li>"
                        .formatted(
                                text(one.gateway().isEmpty() ? "A gateway" : one.gateway()),
                                text(one.detail()),
                                one.kind().name().toLowerCase(Locale.ROOT),
                                one.id()))
                .collect(Collectors.joining());
        String more = known.size() > 20 ? "<li>and %d more</li>".formatted(known.size() - 20) : "";
        String what = statement.missingCount() == 0
                ? "The month is not over, or requests of it may still be running."
                : isProvisional
                        ? "Usage of this month is or may be missing."
                        : "Closed without usage that is or may be missing.";
        String note =
                statement.note() == null || statement.note().isEmpty() ? "" : "<p>" + text(statement.note()) + "</p>";
        return "<section class=\"notice\"><p>%s</p><ul>%s%s</ul>%s</section>".formatted(what, items, more, note);
    }

    private String summary() {
        return """
            <section class="summary"><table><tbody>
            <tr><th scope="row">Usage of the month</th><td>%s</td></tr>
            <tr><th scope="row">Late usage of closed months</th><td>%s</td></tr>
            <tr><th scope="row">Adjustments</th><td>%s</td></tr>
            <tr class="all"><th scope="row">Total</th><td>%s</td></tr>
            </tbody></table></section>
            """.formatted(
                        amount.html(statement.usage()),
                        amount.html(statement.late()),
                        amount.html(statement.adjustments()),
                        amount.html(statement.total()));
    }

    private String teams() {
        if (statement.teams().isEmpty()) {
            return "<section><h2>Teams and tokens</h2><p>Nothing was used.</p></section>";
        }
        StringBuilder rows = new StringBuilder();
        for (StatementTeam team : statement.teams()) {
            rows.append("<tbody>")
                    .append(row(
                            "team",
                            name(team.team(), "Team " + team.teamId()),
                            team.requests(),
                            team.inputTokens(),
                            team.outputTokens(),
                            List.of(team.usage(), team.adjustments(), team.total())));
            for (StatementToken token : team.tokens()) {
                rows.append(row(
                        "token",
                        name(token.token(), "Token " + token.tokenId()),
                        token.requests(),
                        token.inputTokens(),
                        token.outputTokens(),
                        List.of(token.usage(), token.adjustments(), token.total())));
            }
            rows.append("</tbody>");
        }
        String adjustments = new BigDecimal(statement.late())
                .add(new BigDecimal(statement.adjustments()))
                .toPlainString();
        String all = row(
                "all",
                "Total",
                statement.requests(),
                statement.inputTokens(),
                statement.outputTokens(),
                List.of(statement.usage(), adjustments, statement.total()));
        return table(
                "Teams and tokens",
                "<th scope=\"col\" class=\"name\">Team and token</th><th scope=\"col\">Requests</th><th scope=\"col\">Input tokens</th>"
                        + "<th scope=\"col\">Output tokens</th><th scope=\"col\">Usage</th><th scope=\"col\">Late, adjusted</th>"
                        + "<th scope=\"col\">Total</th>",
                rows + "<tbody>" + all + "</tbody>");
    }

    private String entries() {
        if (statement.entries().isEmpty()) {
            return "";
        }
        String rows = statement.entries().stream()
                .map(entry ->
                        "<tr><td class=\"name\">%s</td><td class=\"name\">%s</td><td class=\"name\">%s</td><td class=\"name\">%s</td><td>%s</td><td>%s</td></tr>"
                                .formatted(
                                        YearMonth.parse(entry.ofMonth()).format(MONTH),
                                        kind(entry.kind()),
                                        name(entry.team(), "Team " + entry.teamId()),
                                        name(entry.token(), "Token " + entry.tokenId()),
                                        Amount.grouped(entry.count()),
                                        amount.html(entry.amount())))
                .collect(Collectors.joining());
        return table(
                "Late usage and adjustments",
                "<th scope=\"col\" class=\"name\">Of</th><th scope=\"col\" class=\"name\">What</th><th scope=\"col\" class=\"name\">Team</th>"
                        + "<th scope=\"col\" class=\"name\">Token</th><th scope=\"col\">Count</th><th scope=\"col\">Amount</th>",
                "<tbody>" + rows + "</tbody>");
    }

    private String adjusted() {
        if (statement.adjusted().isEmpty()) {
            return "";
        }
        String rows = statement.adjusted().stream()
                .map(one ->
                        "<tr><td class=\"name day\">%s</td><td class=\"name\">%s</td><td class=\"name\">%s</td><td>%s</td></tr>"
                                .formatted(
                                        day(one.date()),
                                        text(one.reason()),
                                        text(one.createdBy()),
                                        amount.html(one.amount())))
                .collect(Collectors.joining());
        return table(
                "Adjustments by hand",
                "<th scope=\"col\" class=\"name\">Request of</th><th scope=\"col\" class=\"name\">Reason</th>"
                        + "<th scope=\"col\" class=\"name\">By</th><th scope=\"col\">Amount</th>",
                "<tbody>" + rows + "</tbody>"
                        + (statement.moreAdjusted()
                                ? "<tbody><tr><td class=\"name\" colspan=\"4\">and more</td></tr></tbody>"
                                : ""));
    }

    private String repricings() {
        if (statement.repricings().isEmpty()) {
            return "";
        }
        String rows = statement.repricings().stream()
                .map(one ->
                        "<tr><td class=\"name day\">%s</td><td class=\"name\">%s</td><td class=\"name\">%s</td><td>%s</td></tr>"
                                .formatted(
                                        DAY.format(one.createdAt().atOffset(ZoneOffset.UTC)),
                                        text(one.reason()),
                                        one.priceLists().stream()
                                                .map(list -> text(list.provider() + " / " + list.model()) + " from "
                                                        + DAY.format(
                                                                list.validFrom().atOffset(ZoneOffset.UTC)))
                                                .collect(Collectors.joining("<br>")),
                                        amount.html(one.amount())))
                .collect(Collectors.joining());
        return table(
                "Repricings",
                "<th scope=\"col\" class=\"name\">Ordered</th><th scope=\"col\" class=\"name\">Reason</th>"
                        + "<th scope=\"col\" class=\"name\">Price lists</th><th scope=\"col\">Amount</th>",
                "<tbody>" + rows + "</tbody>");
    }

    private String priceLists() {
        if (statement.priceLists().isEmpty()) {
            return "";
        }
        String rows = statement.priceLists().stream()
                .map(list ->
                        "<tr><td class=\"name model\">%s</td><td class=\"name day\">%s</td><td class=\"name day\">%s</td><td class=\"name prices\">%s</td></tr>"
                                .formatted(
                                        text(list.provider() + " / " + list.model()),
                                        text(list.tier()),
                                        list.validFrom().equals(Instant.EPOCH)
                                                ? "always"
                                                : DAY.format(list.validFrom().atOffset(ZoneOffset.UTC)),
                                        list.prices().stream()
                                                .map(StatementPage::price)
                                                .collect(Collectors.joining(" "))))
                .collect(Collectors.joining());
        return table(
                "Price lists, in dollars for a million units",
                "<th scope=\"col\" class=\"name\">Model</th><th scope=\"col\" class=\"name\">Tier</th>"
                        + "<th scope=\"col\" class=\"name\">From</th><th scope=\"col\" class=\"name\">Prices</th>",
                "<tbody>" + rows + "</tbody>");
    }

    private static String price(StatementPriceList.StatementPrice line) {
        String floor = line.promptFloor() == 0 ? "" : " from " + Amount.grouped(line.promptFloor()) + " tokens";
        String hours = line.hoursFrom() == null ? "" : " %s–%s UTC".formatted(line.hoursFrom(), line.hoursTo());
        return "<span>%s%s%s <b>%s</b></span>"
                .formatted(
                        text(line.meter().replace('_', ' ')),
                        floor,
                        hours,
                        line.perMillion().toPlainString());
    }

    private String row(String style, String name, long requests, long input, long output, List<String> amounts) {
        return "<tr class=\"%s\"><th scope=\"row\" class=\"name\">%s</th><td>%s</td><td>%s</td><td>%s</td>%s</tr>"
                .formatted(
                        style,
                        name,
                        Amount.grouped(requests),
                        Amount.grouped(input),
                        Amount.grouped(output),
                        amounts.stream()
                                .map(one -> "<td>" + amount.html(one) + "</td>")
                                .collect(Collectors.joining()));
    }

    private static String table(String title, String head, String bodies) {
        return "<section><h2>%s</h2><table><thead><tr>%s</tr></thead>%s</table></section>\n"
                .formatted(title, head, bodies);
    }

    private static String kind(LineKind kind) {
        return switch (kind) {
            case USAGE -> "Usage";
            case LATE -> "Late usage";
            case ADJUSTMENT -> "Adjusted by hand";
            case REPRICING -> "Repriced";
        };
    }

    private static String name(String name, String otherwise) {
        return text(name.isEmpty() ? otherwise : name);
    }

    private static String day(LocalDate date) {
        return DAY.format(date);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    private static String hash(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

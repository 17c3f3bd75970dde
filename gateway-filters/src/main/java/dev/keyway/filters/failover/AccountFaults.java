package dev.keyway.filters.failover;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How providers say that an account cannot pay or may not call: arrears, no balance, a disabled organization, an inactive
 * account. They do so with a 400, 403 or 429 as often as with a 402. Codes count wherever they occur; texts count only where
 * the message begins with them, because further on it may repeat the caller's own words.
 */
final class AccountFaults {

    /** Codes and types, in lower case. */
    private static final Set<String> NAMES = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded",
            "organization_usage_limit_exceeded",
            "billing_hard_limit_reached",
            "billing_not_active",
            "billing_error",
            "billing_disabled",
            "payment_required",
            "insufficient_credits",
            "insufficient_balance",
            "insufficient_user_quota",
            "not_enough_balance",
            "exceeded_current_quota_error",
            "arrearage",
            "accountoverdueerror",
            "account_inactive",
            "account_not_active",
            "account_suspended",
            "account_disabled",
            "account_deactivated",
            "organization_disabled",
            "organization_suspended",
            "organization_deactivated",
            "organization_restricted",
            "subscription_inactive",
            "consumer_suspended",
            // Zhipu: https://docs.bigmodel.cn/cn/api/api-code
            "1112",
            "1113");

    private static final String WHO =
            "(?:account|organi[sz]ation|team|workspace|project|subscription|tenant|billing account)";
    private static final String BARRED = anyOf(
            "suspended|disabled|deactivated|terminated|inactive|not active|not (?:yet )?(?:been )?activated",
            "overdue|past due|in arrears|frozen|closed|unpaid|denied access|in good standing",
            "out of (?:credits?|funds|quota)",
            "(?:does not|doesn't) have (?:enough|any|sufficient) (?:balance|credits?|funds)",
            "(?:insufficient|no|negative) (?:remaining |available )?(?:balance|credits?|funds)",
            "(?:balance|credits?) (?:is |are |has been |have been )?(?:insufficient|exhausted|depleted|negative|too"
                    + " low)",
            "(?:spend|spending) (?:limit|cap)s?");

    private static final String MONEY = "(?:balance|credits?|funds)";

    private static final List<Pattern> TEXTS = List.of(
            Pattern.compile("(?:access denied[,.:;]? )?(?:please )?(?:(?:make sure|ensure|check)(?: that)? )?"
                    + "(?:your|this|the) (?:current |api |newly created )?" + WHO + "\\b[^\"'`]{0,120}?\\b" + BARRED
                    + "\\b"),
            Pattern.compile("(?:account|organi[sz]ation|subscription|billing) (?:[^ \"'`]{1,64} )?"
                    + "(?:is|has been|was) (?:currently )?" + BARRED),
            Pattern.compile("inactive (?:account|organi[sz]ation|subscription)"),
            Pattern.compile("(?:sorry, )?(?:your )?(?:account |user )?(?:insufficient|not enough|out of) "
                    + "(?:account |user |remaining |available |prepaid )*" + MONEY + "\\b"),
            Pattern.compile("(?:sorry, )?your (?:account |current |remaining |prepaid |prepayment |credit )*" + MONEY
                    + " (?:is|are|has|have) (?:been )?"
                    + "(?:too low|insufficient|not enough|depleted|exhausted|negative|used up|run out)"),
            Pattern.compile("you(?:r team)? (?:have|has|'ve|do not have|don't have) "
                    + "(?:no|run out of|used (?:up )?all|exhausted|insufficient|any|enough)\\b[^\"'`]{0,60}\\b" + MONEY
                    + "\\b"),
            Pattern.compile(
                    "you have reached your (?:monthly |specified )?(?:spend|spending|api usage|workspace api usage)"),
            Pattern.compile("(?:this api method requires|please enable) billing|key limit exceeded"),
            Pattern.compile("payment (?:is )?(?:required|overdue)"),
            Pattern.compile("(?:您|你)?的?(?:账户|账号|帐户|帐号|余额)[^\"'`]{0,30}?(?:欠费|余额不足|不足|停用|禁用|冻结)"));

    private AccountFaults() {}

    /** What the provider's own rules found, or that the account is at fault where they know no better. */
    static Finding refine(Finding found, Evidence evidence) {
        boolean isAccounts = switch (found.kind()) {
            case AUTH, SERVER, OVERLOAD -> isNamed(evidence);
            case BAD_REQUEST -> evidence.status() != 404 && isTold(evidence);
            case PERMISSION, RATE_SHORT -> isTold(evidence);
            case CONNECTION, TIMEOUT, RATE_DAY, TOO_BIG, QUOTA_HARD, CONTEXT, FILTER -> false;
        };
        return isAccounts ? Finding.of(FailureClass.QUOTA_HARD) : found;
    }

    /** Whether a code or type is one. */
    static boolean isNamed(Evidence evidence) {
        return isName(evidence.error().code()) || isName(evidence.error().type()) || isName(reason(evidence));
    }

    /** Whether the answer says so in whatever way. */
    private static boolean isTold(Evidence evidence) {
        if (isNamed(evidence)) {
            return true;
        }
        String text = evidence.error().text();
        return TEXTS.stream().anyMatch(pattern -> pattern.matcher(text).lookingAt());
    }

    /** Google's, which has no code of its own for it. */
    private static String reason(Evidence evidence) {
        return evidence.error().error().path("details").path(0).path("reason").asString("");
    }

    private static boolean isName(@Nullable String name) {
        return name != null && NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    private static String anyOf(String... alternatives) {
        return "(?:" + String.join("|", alternatives) + ")";
    }
}

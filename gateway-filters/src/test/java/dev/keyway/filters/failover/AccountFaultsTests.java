package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.ErrorStyle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account that is barred or has no money, in the words of those who say so without a 402. */
class AccountFaultsTests {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            OPENAI | 400 | {"error":{"message":"Access denied, please make sure your account is in good standing.","type":"Arrearage","param":"","code":"Arrearage"}}
            OPENAI | 400 | {"error":{"message":"Access denied, please make sure your account is in good standing.","type":"invalid_request_error","param":null,"code":null}}
            OPENAI | 403 | {"code":"AccountOverdueError","message":"The request failed because your account has an overdue balance."}
            OPENAI | 429 | {"error":{"message":"Your account is not active, please check your billing details on our website.","type":"billing_not_active","code":"billing_not_active"}}
            OPENAI | 429 | {"error":{"message":"Your account is not active, please check your billing details on our website.","type":"requests","code":null}}
            OPENAI | 401 | {"error":{"message":"m","type":"insufficient_quota","code":401}}
            OPENAI | 401 | {"error":{"message":"The account associated with this key has been deactivated.","type":"invalid_request_error","code":"account_deactivated"}}
            OPENAI | 429 | {"error":{"code":"1113","message":"Insufficient balance or no resource package. Please recharge."}}
            OPENAI | 429 | {"error":{"message":"Your account org-1 <ak-2> is suspended, please check your plan and billing details","type":"exceeded_current_quota_error"}}
            OPENAI | 403 | {"error":{"message":"Your account org-1 is suspended due to insufficient balance","type":"permission_denied"}}
            OPENAI | 403 | {"code":30001,"message":"Sorry, your account balance is insufficient","data":null}
            OPENAI | 403 | {"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"not enough balance"}
            OPENAI | 403 | {"error":{"message":"insufficient_user_quota","type":"new_api_error","code":"insufficient_user_quota"}}
            OPENAI | 403 | {"error":{"message":"This organization has been disabled.","type":"invalid_request_error","code":null}}
            OPENAI | 403 | {"error":{"message":"账户已欠费，请充值后重试","code":null}}
            OPENAI | 500 | {"error":{"message":"m","type":"server_error","code":"billing_not_active"}}
            OPENROUTER | 403 | {"error":{"message":"Key limit exceeded (monthly limit). Manage it at https://openrouter.ai/settings/keys","code":403}}
            ANTHROPIC | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"This organization has been disabled."}}
            ANTHROPIC | 403 | {"type":"error","error":{"type":"permission_error","message":"Your account has been disabled. Contact support."}}
            ANTHROPIC | 429 | {"type":"error","error":{"type":"rate_limit_error","message":"Your organization is out of credits."}}
            GEMINI | 403 | {"error":{"code":403,"message":"Permission denied: Consumer has been suspended.","status":"PERMISSION_DENIED","details":[{"reason":"CONSUMER_SUSPENDED"}]}}
            GEMINI | 403 | {"error":{"code":403,"message":"m","status":"PERMISSION_DENIED","details":[{"reason":"BILLING_DISABLED"}]}}
            GEMINI | 403 | {"error":{"code":403,"message":"Your project has been denied access. Please contact support.","status":"PERMISSION_DENIED"}}
            GEMINI | 429 | {"error":{"code":429,"message":"Your prepayment credits are depleted. Please go to AI Studio.","status":"RESOURCE_EXHAUSTED"}}
            GEMINI | 429 | {"error":{"code":429,"message":"Your project has exceeded its monthly spending cap.","status":"RESOURCE_EXHAUSTED"}}
            GROQ | 400 | {"error":{"message":"Organization has been restricted. Please reach out to support.","type":"invalid_request_error","code":"organization_restricted"}}
            MISTRAL | 403 | {"object":"error","message":"Inactive subscription or usage limit reached","type":"invalid_request_error","param":null,"code":null}
            XAI | 403 | {"error":{"message":"Your newly created team doesn't have any credits or licenses yet.","type":"permission_denied","code":null}}
            FIREWORKS | 403 | {"error":{"object":"error","code":"forbidden","message":"Account acme-1 is suspended, possibly due to reaching the monthly spending limit."}}
            AZURE | 403 | {"error":{"code":"SubscriptionDisabled","message":"The subscription has been disabled."}}
            """)
    void areTheAccountsWhateverTheStatus(ErrorStyle style, int status, String body) {
        assertThat(recognised(style, status, body).kind()).isEqualTo(FailureClass.QUOTA_HARD);
    }

    /** What a caller writes must not pass for a fault of the account, and neither must a limit that passes. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            OPENAI | 400 | {"error":{"message":"Invalid value: 'your account has been disabled'.","type":"invalid_request_error","param":"user","code":"invalid_value"}} | BAD_REQUEST
            OPENAI | 400 | {"error":{"message":"The model `your account is suspended` is no model","type":"invalid_request_error","code":null}} | BAD_REQUEST
            OPENAI | 404 | {"error":{"message":"Your account is not active","code":"model_not_found"}} | BAD_REQUEST
            OPENAI | 403 | {"error":{"message":"Your organization does not have access to this model.","type":"invalid_request_error","code":null}} | PERMISSION
            OPENAI | 429 | {"error":{"message":"Your account has reached its rate limit. Please try again in 6 seconds.","type":"requests","code":"rate_limit_exceeded"}} | RATE_SHORT
            GEMINI | 429 | {"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED"}} | RATE_SHORT
            ANTHROPIC | 429 | {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 50 requests per minute."}} | RATE_SHORT
            ANTHROPIC | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"messages.0: your account has been disabled"}} | BAD_REQUEST
            """)
    void areNotMistakenForOtherFaults(ErrorStyle style, int status, String body, FailureClass expected) {
        assertThat(recognised(style, status, body).kind()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{1} {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            OPENAI | 400 | {"error":{"message":"Tenant locked (E17).","type":"invalid_request_error","param":null,"code":null}} | true
            OPENAI | 400 | {"error":{"message":"Operation refused.","type":"Forbidden","param":"","code":"Forbidden.Policy"}} | true
            OPENAI | 400 | no JSON at all | true
            ANTHROPIC | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"Access has been revoked."}} | true
            OPENAI | 400 | {"error":{"message":"m","type":"invalid_request_error","param":"user","code":null}} | false
            OPENAI | 400 | {"error":{"message":"m","type":"invalid_request_error","param":null,"code":"unsupported_value"}} | false
            OPENAI | 400 | {"error":{"message":"Invalid schema for function 'f'","type":"invalid_request_error"}} | false
            OPENAI | 400 | {"error":{"message":"Error while downloading https://a.example/b.png","type":"invalid_request_error"}} | false
            OPENAI | 413 | {"error":{"message":"m"}} | false
            OPENAI | 404 | {"error":{"message":"m"}} | false
            OPENAI | 422 | {"detail":[{"loc":["body","n"],"msg":"m","type":"type_error"}]} | false
            ANTHROPIC | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: Field required"}} | false
            GEMINI | 400 | {"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT","details":[{"fieldViolations":[{"field":"contents"}]}]}} | false
            GROQ | 400 | {"error":{"message":"'messages.0' : m","type":"invalid_request_error"}} | false
            """)
    void aRefusalThatDoesNotNameTheRequestsFaultIsUnexplained(
            ErrorStyle style, int status, String body, boolean unexplained) {
        Failure failure = recognised(style, status, body);

        assertThat(failure.kind()).isEqualTo(FailureClass.BAD_REQUEST);
        assertThat(failure.unexplained()).isEqualTo(unexplained);
    }

    private static Failure recognised(ErrorStyle style, int status, String body) {
        return Answers.recognise(style, Answers.NOW, status, body);
    }
}

package dev.keyway.admin.config;

/** A file with something of every kind, as a person writes it. */
final class ExampleFile {

    static final String YAML = """
            format: 1
            providers:
            - slug: openai
              name: OpenAI, by contract
              baseUrl: https://api.openai.com/v1/
              maxInFlight: 8
              firstStreamTimeout: PT45S
              forwardHeaders: [openai-beta]
              accounts:
              - name: Research
              - name: Products
              models:
              - name: gpt-4o
                contextWindow: 128000
                priceLists:
                - validFrom: 2026-01-01T00:00:00Z
                  source: our contract
                  prices:
                  - {meter: INPUT, perMillion: 2.125}
                  - {meter: OUTPUT, perMillion: 8.5}
                - validFrom: 2099-01-01T00:00:00Z
                  prices:
                  - {meter: INPUT, perMillion: 2}
              - name: "on"
                unpricedAllowed: true
            - slug: inference
              baseUrl: https://inference.example.com/v1
              disabled: true
            aliases:
            - name: fast
              description: What most should use
              targets:
              - {provider: openai, model: gpt-4o}
              - {provider: inference, model: llama}
            tenants:
            - name: Newsroom
              zone: Europe/Berlin
              labels: {cost-centre: "4711", app: news}
              tagNames: [stage, feature]
              limits:
                requestsPerMinute: 600
                allowedModels: [openai/*, fast]
                allowedAddresses: [10.1.2.3/8, 192.0.2.7, 2001:db8::/32]
              budgets:
              - {period: MONTH, amount: 2500, softThresholds: [95, 50]}
              - {period: DAY, amount: 0.000000001, hard: false, strict: true}
              alertChannels:
              - name: Pager
                kind: WEBHOOK
                target: https://hooks.example.com/CANARY-hook-path
                events: [BUDGET_HARD, BUDGET_SOFT]
              teams:
              - name: Research
                description: "Summaries: what \\"they\\" say\\nand more"
                labels: {cost-centre: "4712"}
                limits: {requestsPerMinute: 100}
              - name: "2024"
                blocked: true
            alertChannels:
            - name: On call
              kind: WEBHOOK
              target: https://hooks.example.com/CANARY-other-path
              events: [KEY_LOCKED]
              disabled: true
            """;

    private ExampleFile() {}
}

export interface Snippet {
    readonly id: string;
    readonly label: string;
    readonly text: string;
}

const MODEL = 'gpt-4o-mini';

/** A first call with each of the usual clients. */
export function snippets(gatewayUrl: string, token: string): readonly Snippet[] {
    return [
        {
            id: 'curl',
            label: 'curl',
            text: `curl ${gatewayUrl}/v1/chat/completions \\
  -H "Authorization: Bearer ${token}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "${MODEL}", "messages": [{"role": "user", "content": "Hello"}]}'`,
        },
        {
            id: 'python',
            label: 'Python',
            text: `from openai import OpenAI

client = OpenAI(base_url="${gatewayUrl}/v1", api_key="${token}")
answer = client.chat.completions.create(
    model="${MODEL}",
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)`,
        },
        {
            id: 'node',
            label: 'Node',
            text: `import OpenAI from "openai";

const client = new OpenAI({ baseURL: "${gatewayUrl}/v1", apiKey: "${token}" });
const answer = await client.chat.completions.create({
    model: "${MODEL}",
    messages: [{ role: "user", content: "Hello" }],
});
console.log(answer.choices[0].message.content);`,
        },
        {
            id: 'java',
            label: 'Java',
            text: `OpenAIClient client = OpenAIOkHttpClient.builder()
        .baseUrl("${gatewayUrl}/v1")
        .apiKey("${token}")
        .build();
ChatCompletion answer = client.chat().completions().create(ChatCompletionCreateParams.builder()
        .model("${MODEL}")
        .addUserMessage("Hello")
        .build());
System.out.println(answer.choices().get(0).message().content().orElse(""));`,
        },
        {
            id: 'claude-code',
            label: 'Claude Code',
            text: `export ANTHROPIC_BASE_URL="${gatewayUrl}"
export ANTHROPIC_AUTH_TOKEN="${token}"
claude`,
        },
        {
            id: 'codex',
            label: 'Codex',
            text: `# ~/.codex/config.toml
model_provider = "keyway"

[model_providers.keyway]
name = "Keyway"
base_url = "${gatewayUrl}/v1"
env_key = "KEYWAY_TOKEN"
wire_api = "responses"

# then, in the shell
export KEYWAY_TOKEN="${token}"
codex`,
        },
    ];
}

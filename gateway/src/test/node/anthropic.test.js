import assert from 'node:assert/strict';
import { test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';

// Anthropic's own SDK, told nothing but another base URL and another key. It adds /v1/messages itself.
const origin = process.env.KEYWAY_ORIGIN;
const apiKey = process.env.OPENAI_API_KEY;

const question = (model, marker) => ({
  model,
  max_tokens: 100,
  messages: [{ role: 'user', content: `echo:${marker}` }],
});

const textOf = (message) => message.content.map((block) => block.text ?? '').join('');

// What the SDK sends, counted: its own retries included.
function counting(options) {
  const sent = [];
  const counted = async (url, init) => {
    const answer = await fetch(url, init);
    sent.push(answer.status);
    return answer;
  };
  return { sent, client: new Anthropic({ apiKey, ...options, fetch: counted }) };
}

async function failure(work) {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return assert.fail('should have failed');
}

for (const [where, path] of [
  ['the gateway itself', ''],
  ['the native path', '/anthropic'],
]) {
  const baseURL = origin + path;
  const client = new Anthropic({ apiKey, baseURL });
  const model = 'claude-sonnet-5';
  // A model that no provider lists is found by its provider's name.
  const unlisted = (name) => (path === '' ? `anthropic/${name}` : name);

  test(`${where} answers`, async () => {
    const answer = await client.messages.create(question(model, 'a1'));

    assert.match(textOf(answer), /^echo:a1/);
    assert.ok(answer.usage.output_tokens > 0);
  });

  test(`${where} streams`, async () => {
    const stream = client.messages.stream(question(model, 'a2'));
    let text = '';
    stream.on('text', (piece) => {
      text += piece;
    });

    assert.match(textOf(await stream.finalMessage()), /^echo:a2/);
    assert.match(text, /^echo:a2/);
  });

  test(`${where} calls a tool and hears its result`, async () => {
    const asked = {
      ...question(model, 'a3'),
      tools: [{ name: 'look_up', input_schema: { type: 'object', properties: { echo: { type: 'string' } } } }],
    };
    const first = await client.messages.create(asked);
    const call = first.content.find((block) => block.type === 'tool_use');
    const second = await client.messages.create({
      ...asked,
      messages: [
        ...asked.messages,
        { role: 'assistant', content: first.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'echo:result' }] },
      ],
    });

    assert.deepEqual(call.input, { echo: 'a3' });
    assert.match(textOf(second), /^echo:result/);
  });

  test(`${where} counts tokens`, async () => {
    const { max_tokens: unused, ...asked } = question(model, 'a4');

    assert.ok((await client.messages.countTokens(asked)).input_tokens > 0);
  });

  test(`${where} lists models and tells of one`, async () => {
    const names = [];
    for await (const listed of client.models.list()) {
      names.push(listed.id);
    }

    assert.ok(names.includes(path === '' ? `anthropic/${model}` : model), names.join(' '));
    assert.equal((await client.models.retrieve(names[0])).id, names[0]);
  });

  test(`${where} refuses in a way that the SDK understands, once`, async () => {
    const stranger = counting({ apiKey: 'not-the-token', baseURL });
    const refused = await failure(stranger.client.messages.create(question(model, 'a5')));
    assert.ok(refused instanceof Anthropic.AuthenticationError);
    assert.equal(stranger.sent.length, 1);

    const long = await failure(client.messages.create(question(unlisted('claude-long'), 'a6')));
    assert.ok(long instanceof Anthropic.BadRequestError);
    assert.match(long.message, /prompt is too long/);
  });

  test(`${where} has tried all that helps, so that the SDK does not`, async () => {
    const eager = counting({ baseURL });
    const refused = await failure(eager.client.messages.create(question(unlisted('claude-broken'), 'a7')));

    assert.equal(refused.status, 502);
    assert.deepEqual(eager.sent, [502]);
  });

  test(`${where} ends a stream that breaks off with an error`, async () => {
    const broken = await failure(client.messages.stream(question(unlisted('claude-cut'), 'a10')).finalMessage());

    assert.ok(broken instanceof Anthropic.APIError, String(broken));
    assert.match(broken.message, /provider closed the connection/);
  });

  test(`${where} makes a stream of an answer that came whole`, async () => {
    const whole = await client.messages.stream(question(unlisted('claude-whole'), 'a11')).finalMessage();

    assert.equal(textOf(whole), 'all at once');
    assert.deepEqual(whole.content[1].input, { a: 1 });
    assert.equal(whole.stop_reason, 'tool_use');
    assert.equal(whole.usage.output_tokens, 3);
  });

  test(`${where} frees the key of a stream that is given up`, async () => {
    const stream = client.messages.stream(question(unlisted('claude-endless'), 'a8'));
    let events = 0;
    for await (const event of stream) {
      assert.ok(event.type);
      if (++events === 5) {
        break;
      }
    }

    // The key serves one call at a time, so that a second answer shows that it is free.
    assert.match(textOf(await client.messages.create(question(unlisted('claude-endless'), 'a9'))), /^echo:a9/);
  });
}

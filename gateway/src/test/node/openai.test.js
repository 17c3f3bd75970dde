import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';

// OpenAI's own SDK, told nothing but another base URL and another key (OPENAI_BASE_URL, OPENAI_API_KEY).
const client = new OpenAI();

const chatModels = ['openai/gpt-4o', 'gemini/gemini-2.5-flash', 'local/own-model'];
const embeddingModels = ['openai/text-embedding-3-small', 'gemini/gemini-embedding-001', 'local/own-embedding'];

const tools = [
  {
    type: 'function',
    function: { name: 'look_up', parameters: { type: 'object', properties: { echo: { type: 'string' } } } },
  },
];

const question = (model, marker) => ({ model, messages: [{ role: 'user', content: `echo:${marker}` }] });

// What the SDK sends, counted: its own retries included.
function counting(options = {}) {
  const sent = [];
  const counted = async (url, init) => {
    const answer = await fetch(url, init);
    sent.push({ at: performance.now(), status: answer.status, headers: answer.headers });
    return answer;
  };
  return { sent, client: new OpenAI({ ...options, fetch: counted }) };
}

async function failure(work) {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return assert.fail('should have failed');
}

async function drained(asked) {
  for await (const event of await asked) {
    assert.ok(event);
  }
}

for (const model of chatModels) {
  test(`${model} chats`, async () => {
    const answer = await client.chat.completions.create(question(model, 'n1'));

    assert.match(answer.choices[0].message.content, /^echo:n1/);
    assert.ok(answer.usage.completion_tokens > 0);
  });

  test(`${model} streams`, async () => {
    const stream = await client.chat.completions.create({ ...question(model, 'n2'), stream: true });
    let text = '';
    for await (const chunk of stream) {
      assert.equal(chunk.choices.length, 1, 'no usage was asked for');
      assert.ok(!chunk.usage, 'no usage was asked for');
      text += chunk.choices[0].delta.content ?? '';
    }

    assert.match(text, /^echo:n2/);
  });

  test(`${model} streams the usage to who asks for it`, async () => {
    const stream = client.chat.completions.stream({
      ...question(model, 'n3'),
      stream_options: { include_usage: true },
    });

    assert.match(await stream.finalContent(), /^echo:n3/);
    assert.ok((await stream.totalUsage()).completion_tokens > 0);
  });

  test(`${model} calls a tool and hears its result`, async () => {
    const asked = { ...question(model, 'n4'), tools };
    const first = await client.chat.completions.create(asked);
    const message = first.choices[0].message;
    const call = message.tool_calls[0];
    const second = await client.chat.completions.create({
      ...asked,
      messages: [...asked.messages, message, { role: 'tool', tool_call_id: call.id, content: 'echo:result' }],
    });

    assert.equal(call.function.name, 'look_up');
    assert.deepEqual(JSON.parse(call.function.arguments), { echo: 'n4' });
    assert.match(second.choices[0].message.content, /^echo:result/);
  });

  test(`${model} accumulates a streamed tool call`, async () => {
    const stream = client.chat.completions.stream({ ...question(model, 'n5'), tools });
    const whole = await stream.finalChatCompletion();
    const call = whole.choices[0].message.tool_calls[0];

    assert.equal(whole.choices[0].finish_reason, 'tool_calls');
    assert.deepEqual(JSON.parse(call.function.arguments), { echo: 'n5' });
  });
}

for (const model of embeddingModels) {
  test(`${model} embeds`, async () => {
    const answer = await client.embeddings.create({ model, input: ['one', 'two words'] });

    assert.equal(answer.data.length, 2);
    assert.deepEqual([...answer.data[1].embedding], [1, 0.5, -0.25]);
  });
}

test('lists the models of all providers and retrieves each by its name', async () => {
  const names = [];
  for await (const model of client.models.list()) {
    names.push(model.id);
  }

  for (const name of ['openai/gpt-4o', 'gemini/gemini-2.5-flash', 'local/gpt-4o']) {
    assert.ok(names.includes(name), name);
    assert.equal((await client.models.retrieve(name)).id, name);
  }
});

test('a wrong token is an AuthenticationError', async () => {
  const stranger = counting({ apiKey: 'not-the-token' });
  const refused = await failure(stranger.client.chat.completions.create(question('openai/gpt-4o', 'n6')));

  assert.ok(refused instanceof OpenAI.AuthenticationError);
  assert.equal(refused.code, 'invalid_token');
  assert.equal(stranger.sent.length, 1);
});

test('an unknown model is a NotFoundError', async () => {
  const refused = await failure(client.chat.completions.create(question('nobody-has-this-model', 'n7')));

  assert.ok(refused instanceof OpenAI.NotFoundError);
  assert.equal(refused.code, 'model_not_found');
});

test("the provider's refusal of a request is a BadRequestError", async () => {
  const refused = await failure(client.chat.completions.create(question('openai/too-long', 'n8')));

  assert.ok(refused instanceof OpenAI.BadRequestError);
  assert.equal(refused.code, 'context_length_exceeded');
  assert.equal(refused.param, 'messages');
});

test('a rate limit is waited for as long as the gateway says, then served', async () => {
  const patient = counting();
  const answer = await patient.client.chat.completions.create(question('limited/gpt-4o', 'n9'));

  assert.match(answer.choices[0].message.content, /^echo:n9/);
  assert.deepEqual(patient.sent.map((sent) => sent.status), [429, 200]);
  const told = Number(patient.sent[0].headers.get('retry-after-ms'));
  assert.ok(told > 1000 && told <= 1600, `told to wait ${told} ms`);
  assert.ok(patient.sent[1].at - patient.sent[0].at >= told - 5, 'waited as long as told');
});

test('where all keys are dead the SDK does not try again', async () => {
  const eager = counting();
  const refused = await failure(eager.client.chat.completions.create(question('dead/gpt-4o', 'n10')));

  assert.ok(refused instanceof OpenAI.InternalServerError);
  assert.equal(refused.status, 503);
  assert.equal(refused.code, 'keys_unavailable');
  assert.equal(refused.headers.get('x-should-retry'), 'false');
  assert.equal(eager.sent.length, 1);
});

test('a stream that is given up frees its key', async () => {
  const stream = await client.chat.completions.create({ ...question('openai/endless', 'n11'), stream: true });
  let chunks = 0;
  for await (const chunk of stream) {
    assert.equal(chunk.choices.length, 1);
    if (++chunks === 3) {
      break;
    }
  }

  // The key serves one call at a time, so that a second answer shows that it is free.
  const next = await client.chat.completions.create(question('openai/endless', 'n12'));
  assert.match(next.choices[0].message.content, /^echo:n12/);
});

test('a structured output is asked for as the SDK says it and parsed by it', async () => {
  const schema = {
    type: 'object',
    properties: { answer: { type: 'string' } },
    required: ['answer'],
    additionalProperties: false,
  };
  const answer = await client.chat.completions.parse({
    ...question('openai/structured', 'n13'),
    response_format: { type: 'json_schema', json_schema: { name: 'said', strict: true, schema } },
  });

  assert.deepEqual(answer.choices[0].message.parsed, { answer: 'yes' });
});

test('a response is answered, streamed, and gone on from', async () => {
  const first = await client.responses.create({ model: 'openai/gpt-4o', input: 'echo:n14' });
  assert.match(first.output_text, /^echo:n14/);

  const next = await client.responses.create({
    model: 'openai/gpt-4o',
    input: 'echo:n15',
    previous_response_id: first.id,
  });
  assert.match(next.output_text, /^echo:n15/);

  const stream = client.responses.stream({ model: 'openai/gpt-4o', input: 'echo:n16' });
  assert.match((await stream.finalResponse()).output_text, /^echo:n16/);
});

test('a stream that breaks off is an APIError with what the gateway says of it', async () => {
  const broken = await failure(drained(client.chat.completions.create({ ...question('openai/gpt-4o-cut', 'n17'), stream: true })));

  assert.ok(broken instanceof OpenAI.APIError, String(broken));
  assert.equal(broken.code, 'provider_error');
});

test('a response that breaks off is an APIError with what the gateway says of it', async () => {
  const broken = await failure(drained(client.responses.create({ model: 'openai/gpt-4o-cut', input: 'echo:n18', stream: true })));

  assert.ok(broken instanceof OpenAI.APIError, String(broken));
  assert.equal(broken.code, 'provider_error');
});

test('an answer that came whole is a stream to who asked for one', async () => {
  const stream = client.chat.completions.stream(question('openai/gpt-4o-whole', 'n19'));

  assert.equal(await stream.finalContent(), 'all at once');
});

test('a response that came whole is a stream to who asked for one', async () => {
  const stream = client.responses.stream({ model: 'openai/gpt-4o-whole', input: 'echo:n20' });

  assert.equal((await stream.finalResponse()).output_text, 'all at once');
});

test('a stored response that nobody made here is a BadRequestError', async () => {
  const refused = await failure(
    client.responses.create({ model: 'openai/gpt-4o', input: 'x', previous_response_id: 'resp_of_nobody' }),
  );

  assert.ok(refused instanceof OpenAI.BadRequestError);
  assert.equal(refused.code, 'stateful_reference');
});

test('a recording is uploaded and transcribed, plain and streamed', async () => {
  const file = () => new File([new Uint8Array(300_000).fill(7)], 'talk.wav', { type: 'audio/wav' });
  const model = 'openai/gpt-4o-transcribe';
  const plain = await client.audio.transcriptions.create({ file: file(), model, prompt: 'echo:n17' });
  assert.match(plain.text, /^echo:n17/);

  const stream = await client.audio.transcriptions.create({ file: file(), model, prompt: 'echo:n18', stream: true });
  let text = '';
  for await (const event of stream) {
    if (event.type === 'transcript.text.delta') {
      text += event.delta;
    }
  }
  assert.match(text, /^echo:n18/);
});

test('speech comes as the bytes that the provider sent', async () => {
  const answer = await client.audio.speech.create({ model: 'openai/tts-1', voice: 'alloy', input: 'echo:n19' });
  const bytes = Buffer.from(await answer.arrayBuffer());

  assert.match(bytes.toString('latin1'), /^echo:n19/);
  assert.ok(bytes.includes(Buffer.from([253, 254, 255])), 'all values of a byte come through');
});

test('moderates and draws', async () => {
  const moderation = await client.moderations.create({ model: 'openai/omni-moderation-latest', input: 'echo:n20' });
  assert.equal(moderation.results.length, 1);

  const images = await client.images.generate({ model: 'openai/gpt-image-1', prompt: 'echo:n21' });
  assert.ok(images.data.length > 0);
});

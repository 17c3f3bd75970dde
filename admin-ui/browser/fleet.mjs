// A gateway that says how keys stand and answers commands, for tests of pages that show it.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { url } from './stage.mjs';

async function call(credential, method, path, body) {
    const response = await fetch(`${url}${path}`, {
        method,
        headers: { Authorization: `Bearer ${credential}`, 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.status < 300, `${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
}

/** Registers the gateway, and says that it runs, so that it is connected. */
export async function connect(credential) {
    const { publicKey } = generateKeyPairSync('x25519');
    const key = Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url');
    await call(credential, 'POST', '/gateway/v1/register', {
        contract: 1,
        version: '0.1.0',
        publicKey: key.toString('base64'),
    });
    await call(credential, 'POST', '/gateway/v1/heartbeats', {
        version: '0.1.0',
        revision: 0,
        startedAt: new Date(Date.now() - 3_600_000).toISOString(),
        inFlight: 0,
    });
}

/** Says how keys stand. */
export function report(credential, states) {
    const since = new Date(Date.now() - 60_000).toISOString();
    return call(credential, 'POST', '/gateway/v1/key-states', {
        complete: false,
        states: states.map((state) => ({
            model: null,
            reason: '',
            until: null,
            inFlight: 0,
            successes: 0,
            failures: 0,
            since,
            ...state,
        })),
    });
}

/** Answers a command. */
export function answer(credential, command, succeeded, detail) {
    return call(credential, 'POST', `/gateway/v1/commands/${command}`, { succeeded, detail });
}

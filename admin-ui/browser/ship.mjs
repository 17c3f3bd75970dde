// A gateway that ships usage, for tests of pages that show it.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { url } from './stage.mjs';

/** An id whose order is that of the time, as gateways give them (UUIDv7). */
function timeId(at) {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(at.getTime(), 0, 6);
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function attemptOf(number, at, model, change) {
    return {
        number,
        providerId: randomUUID(),
        provider: 'openai',
        keyId: randomUUID(),
        model,
        tier: 'standard',
        at: at.toISOString(),
        outcome: 'COMPLETED',
        status: 200,
        chosen: 'idle',
        durationMillis: 840,
        units: { input: 12, output: 5 },
        costNanos: 4200,
        estimated: false,
        unpriced: {},
        statedCost: false,
        heldNanos: 0,
        ...change,
    };
}

/** A call that completed, of a token as the API shows it; after an attempt that failed, if it is said, or with another end. */
function eventOf(sequence, token, { model, asked = model, failed, ago = 120_000, change }) {
    const at = new Date(Date.now() - ago + sequence);
    const lost = failed?.durationMillis ?? 0;
    const served = attemptOf(failed ? 2 : 1, new Date(at.getTime() + lost), model, {});
    const attempts = failed
        ? [attemptOf(1, at, model, { ...failed, outcome: 'FAILED', units: {}, costNanos: 0 }), served]
        : [served];
    return {
        id: timeId(at),
        sequence,
        kind: 'REQUEST',
        at: at.toISOString(),
        clockOffsetMillis: 0,
        date: at.toISOString().slice(0, 10),
        owner: {
            tenantId: token.tenantId,
            tenant: token.names.tenant,
            teamId: token.teamId,
            team: token.names.team,
            tokenId: token.id,
            token: token.name,
        },
        requestId: `req-${randomUUID()}`,
        operation: 'chat_completions',
        askedModel: asked,
        stream: false,
        outcome: 'COMPLETED',
        status: 200,
        queuedMillis: 0,
        durationMillis: 840 + lost,
        heldNanos: 0,
        costNanos: 4200,
        estimated: false,
        answeredBy: attempts.length,
        attempts,
        tags: {},
        ...change,
    };
}

/** Ships calls of a token, oldest first, with the credential of a gateway. */
export async function shipCalls(credential, token, calls) {
    const header = {
        contract: 1,
        logId: randomUUID(),
        after: 0,
        through: calls.length,
        lastSequence: calls.length,
        sentAt: new Date().toISOString(),
    };
    const lines = [header, ...calls.map((call, index) => eventOf(index + 1, token, call))];
    const response = await fetch(`${url}/gateway/v1/usage`, {
        method: 'POST',
        headers: {
            Authorization: `Bearer ${credential}`,
            'Content-Type': 'application/json',
            'Content-Encoding': 'gzip',
        },
        body: gzipSync(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`),
    });
    assert.equal(response.status, 200, await response.text());
}

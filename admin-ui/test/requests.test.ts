import { expect, it } from 'vitest';
import {
    type Attempt,
    isNarrowed,
    type Request,
    readRequestsSearch,
    requestQuery,
} from '~/pages/requests/requestSearch';
import { models, tokens } from '~/pages/requests/rows';
import { barOf, chosenWords, codeWords, failure, verdict } from '~/pages/requests/verdict';

const NOW = Date.parse('2026-11-12T14:03:30Z');

const request = (change: Partial<Request>) =>
    ({
        outcome: 'COMPLETED',
        status: 200,
        provider: 'openai',
        model: 'gpt-4o',
        errorCode: null,
        refusal: null,
        requests: 1,
        durationMillis: 2400,
        attempts: [],
        ...change,
    }) as Request;

const attempt = (change: Partial<Attempt>) =>
    ({ status: 200, failure: null, durationMillis: 100, ...change }) as Attempt;

it('reads an address and asks the server for the same', () => {
    const search = readRequestsSearch({ range: '7d', outcome: 'FAILED', origin: 'provider', model: 'fast', open: 'x' });
    expect(search).toMatchObject({ range: '7d', outcome: 'FAILED', origin: 'provider', model: 'fast', open: 'x' });
    expect(readRequestsSearch({ range: '9y', outcome: 'GREAT', origin: 'us' })).toMatchObject({
        range: undefined,
        outcome: undefined,
        origin: undefined,
    });
    expect(requestQuery(search, { tenant: 't' }, NOW)).toMatchObject({
        from: '2026-11-05T14:03:00.000Z',
        tenant: 't',
        outcome: 'FAILED',
        errorOrigin: 'provider',
        askedModel: 'fast',
    });
    expect(isNarrowed({ range: '7d' })).toBe(false);
    expect(isNarrowed({ token: 't' })).toBe(true);
});

it('names the model that answered only where it is another one', () => {
    expect(models({ askedModel: 'fast', model: 'gpt-4o', provider: 'openai' })).toBe('fast → gpt-4o');
    expect(models({ askedModel: 'openai/gpt-4o', model: 'gpt-4o', provider: 'openai' })).toBe('openai/gpt-4o');
    expect(models({ askedModel: 'gpt-4o', model: null, provider: null })).toBe('gpt-4o');
});

it('says what was sent and received', () => {
    const used = { inputTokens: 12_400, outputTokens: 340, estimated: false, attemptCount: 1 };
    expect(tokens(used)).toBe('12.4 k → 340');
    expect(tokens({ ...used, estimated: true })).toBe('≈ 12.4 k → 340');
    expect(tokens({ ...used, attemptCount: 0 })).toBe('–');
});

it('finds a request by its id whenever it was', () => {
    expect(requestQuery({ id: 'req-1' }, {}, NOW)).toMatchObject({ from: undefined, requestId: 'req-1' });
});

it('says in a sentence what happened', () => {
    expect(verdict(request({}))).toBe('Served by gpt-4o at openai.');
    expect(
        verdict(
            request({ attempts: [attempt({ status: 429, failure: 'RATE_SHORT', durationMillis: 412 }), attempt({})] }),
        ),
    ).toBe('Served by gpt-4o at openai after 1 failed attempt (429, rate limit); 412 ms lost.');
    const served = attempt({ provider: 'openai', keyName: 'research 1', keyLast4: 'a91f' });
    expect(verdict(request({ attempts: [served] }))).toBe('Served by key research 1 …a91f of openai.');
    expect(
        verdict(
            request({
                attempts: [
                    attempt({ status: 429, failure: 'RATE_SHORT', durationMillis: 412, keyName: 'batch' }),
                    served,
                ],
            }),
        ),
    ).toBe('Served by key research 1 …a91f of openai after 1 failed attempt (429, rate limit); 412 ms lost.');
    expect(verdict(request({ outcome: 'REFUSED', errorCode: 'insufficient_quota', requests: 3 }))).toBe(
        '3 requests refused by the gateway: a budget is spent.',
    );
    const budget = { scope: 'team', limit: '0.25', used: '0.2' };
    expect(verdict(request({ outcome: 'REFUSED', errorCode: 'insufficient_quota', refusal: budget }))).toBe(
        'Refused by the gateway: a budget is spent. The team had used $0.20 of $0.25.',
    );
    const rate = { scope: 'token', limit: '20', used: '20' };
    expect(verdict(request({ outcome: 'REFUSED', errorCode: 'rate_limit_exceeded', refusal: rate }))).toBe(
        'Refused by the gateway: a limit per minute was reached. The token had used 20 of 20.',
    );
    expect(verdict(request({ outcome: 'FAILED', errorCode: 'some_new_code', attempts: [attempt({})] }))).toBe(
        'Failed after 1 attempt: some new code.',
    );
    expect(verdict(request({ outcome: 'CANCELLED' }))).toBe('The client left after 2.4 s.');
    expect(verdict(request({ outcome: 'BROKEN', provider: null }))).toContain('The answer of the provider broke off.');
    expect(verdict(request({ outcome: 'INTERRUPTED' }))).toContain('estimated');
});

it('names failures, and codes that it does not know', () => {
    expect(failure({ status: 0, failure: 'CONNECTION' })).toBe('no connection');
    expect(codeWords('cache_write_5m')).toBe('cache write 5m');
});

it('says in a sentence why a key was chosen', () => {
    expect(chosenWords('balanced')).toBe('Its key was chosen: it was the least busy one.');
    expect(chosenWords('some_new_rule')).toBe('Its key was chosen: some new rule.');
    expect(chosenWords('')).toBe('');
});

it('puts each attempt where it lies in the time of the request', () => {
    const whole = { at: '2026-11-12T14:03:00.000Z', durationMillis: 1000 };
    expect(barOf({ at: '2026-11-12T14:03:00.200Z', durationMillis: 300 }, whole)).toEqual({ start: 20, length: 30 });
    expect(barOf({ at: '2026-11-12T14:02:59.900Z', durationMillis: 5000 }, whole)).toEqual({ start: 0, length: 100 });
    expect(barOf({ at: whole.at, durationMillis: 0 }, { ...whole, durationMillis: 0 })).toEqual({
        start: 0,
        length: 0,
    });
});

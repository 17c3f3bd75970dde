import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { apiFetch, errorOf, onSessionEnd } from '~/api/fetch';
import { ApiError } from '~/api/problem';

const URL = 'http://localhost/api/v1/tenants';

function responses(...statuses: number[]) {
    const sent: Request[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (request) => {
        sent.push(request as Request);
        return new Response(null, { status: statuses.shift() ?? 200 });
    });
    return sent;
}

beforeEach(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no cookie store
    document.cookie = 'XSRF-TOKEN=abc; path=/';
});

afterEach(() => onSessionEnd(null));

describe('a request', () => {
    it('repeats the CSRF token if it changes something', async () => {
        const sent = responses(200, 200);
        await apiFetch(new Request(URL, { method: 'POST', body: '{}' }));
        await apiFetch(new Request(URL));
        expect(sent[0]?.headers.get('X-XSRF-TOKEN')).toBe('abc');
        expect(sent[1]?.headers.get('X-XSRF-TOKEN')).toBeNull();
    });

    it('is sent again, with its body, once the person has signed in', async () => {
        const sent = responses(401, 201);
        const ask = vi.fn(async () => {});
        onSessionEnd(ask);
        const response = await apiFetch(new Request(URL, { method: 'POST', body: '{"name":"a"}' }));
        expect(response.status).toBe(201);
        expect(ask).toHaveBeenCalledOnce();
        expect(await sent[1]?.text()).toBe('{"name":"a"}');
    });

    it('of the session itself does not ask for sign-in', async () => {
        responses(401);
        const ask = vi.fn(async () => {});
        onSessionEnd(ask);
        const response = await apiFetch(new Request('http://localhost/api/v1/session'));
        expect(response.status).toBe(401);
        expect(ask).not.toHaveBeenCalled();
    });

    it('that reaches nothing fails as such', async () => {
        vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('failed to fetch'));
        await expect(apiFetch(new Request(URL))).rejects.toMatchObject({ status: 0, code: 'unreachable' });
    });
});

describe('an error response', () => {
    it('is its problem', async () => {
        const body = {
            type: 'about:blank',
            title: 'The request is invalid',
            status: 400,
            detail: 'name: must not be blank',
            code: 'invalid_request',
            errors: [{ field: 'name', message: 'must not be blank' }],
            requestId: 'r1',
        };
        const error = await errorOf(new Response(JSON.stringify(body), { status: 400 }));
        expect(error).toBeInstanceOf(ApiError);
        expect(error.code).toBe('invalid_request');
        expect(error.fields()).toEqual({ name: 'must not be blank' });
    });

    it('of a proxy has none', async () => {
        const error = await errorOf(new Response('<html>', { status: 502 }));
        expect(error.problem).toBeNull();
        expect(error.code).toBe('unknown');
    });
});

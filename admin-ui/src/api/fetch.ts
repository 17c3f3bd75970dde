import { ApiError, isProblem } from './problem';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const SESSION = '/api/v1/session';

type SignInAgain = () => Promise<void>;

let signInAgain: SignInAgain | null = null;

/** Registers what asks a person to sign in again when the session has ended. It resolves once they have. */
export function onSessionEnd(ask: SignInAgain | null): void {
    signInAgain = ask;
}

function csrfToken(): string | null {
    const cookie = document.cookie.split('; ').find((entry) => entry.startsWith('XSRF-TOKEN='));
    return cookie ? decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) : null;
}

function send(request: Request): Promise<Response> {
    const token = csrfToken();
    if (token && !SAFE.has(request.method)) {
        request.headers.set('X-XSRF-TOKEN', token);
    }
    return fetch(request).catch((cause: unknown) => {
        if (cause instanceof DOMException && cause.name === 'AbortError') {
            throw cause;
        }
        throw new ApiError(0, null);
    });
}

/** Sends a request. If the session has ended, the person signs in over what they were doing, and it is sent again. */
export async function apiFetch(request: Request): Promise<Response> {
    const again = request.clone();
    const response = await send(request);
    const isSession = new URL(request.url).pathname === SESSION;
    if (response.status !== 401 || isSession || !signInAgain) {
        return response;
    }
    await signInAgain();
    return send(again);
}

/** The problem of a response that failed. */
export async function errorOf(response: Response): Promise<ApiError> {
    const body: unknown = await response.json().catch(() => null);
    return new ApiError(response.status, isProblem(body) ? body : null);
}

import { ApiError } from '~/api/problem';
import { en } from '~/messages/en';

/** What a person can be told of a failure. */
export function describe(error: unknown): string {
    if (error instanceof ApiError) {
        return error.problem?.detail ?? (error.status === 0 ? en.errors.unreachable : en.errors.unexpected);
    }
    return en.errors.unexpected;
}

export function requestIdOf(error: unknown): string | null {
    return error instanceof ApiError ? (error.problem?.requestId ?? null) : null;
}

/** Whether a part of the interface is gone because another release is served now. */
export function isOldVersion(error: unknown): boolean {
    return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
}

import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '~/api/problem';

const RETRIES = 2;

/** Only what may succeed the next time is tried again: an unreachable or busy service, not a refusal. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
    return failures < RETRIES && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500);
}

export function makeQueryClient(): QueryClient {
    return new QueryClient({
        defaultOptions: {
            queries: { retry: isWorthRetrying, staleTime: 10_000, refetchOnWindowFocus: true },
            mutations: { retry: false },
        },
    });
}

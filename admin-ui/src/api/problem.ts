import type { components } from './schema';

export type Problem = components['schemas']['Problem'];

/** Error response of the API, or none at all. */
export class ApiError extends Error {
    readonly status: number;
    readonly problem: Problem | null;

    constructor(status: number, problem: Problem | null) {
        super(problem?.detail ?? `HTTP ${status}`);
        this.name = 'ApiError';
        this.status = status;
        this.problem = problem;
    }

    get code(): string {
        return this.problem?.code ?? (this.status === 0 ? 'unreachable' : 'unknown');
    }

    /** Errors of the body, by the path of the field. */
    fields(): Record<string, string> {
        return Object.fromEntries((this.problem?.errors ?? []).map((error) => [error.field, error.message]));
    }
}

export function isProblem(value: unknown): value is Problem {
    return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}

import type { components } from '~/api/schema';
import type { Labels } from '~/components/labels';
import type { LimitPatch } from '~/pages/policy/policyApi';

type NewToken = components['schemas']['NewLimitedToken'];

const DAY_MILLIS = 86_400_000;

/** How long a token is valid, in days; `never`, or `date` for a date that is chosen. */
export type Expiry = '30' | '90' | '365' | 'never' | 'date';

/** A token as it is entered. */
export interface Draft {
    readonly name: string;
    readonly expiry: Expiry;
    /** Of the form 2027-06-30; valid to the end of that day, in UTC. */
    readonly date: string;
    readonly models: readonly string[];
    readonly description: string;
    readonly owner: string;
    readonly labels: Labels;
    readonly requestsPerMinute: number | null;
    readonly tokensPerMinute: number | null;
    readonly concurrentRequests: number | null;
}

export const EMPTY: Draft = {
    name: '',
    expiry: '90',
    date: '',
    models: [],
    description: '',
    owner: '',
    labels: {},
    requestsPerMinute: null,
    tokensPerMinute: null,
    concurrentRequests: null,
};

/** When it expires; null: never. */
export function expiresAt(draft: Pick<Draft, 'expiry' | 'date'>, now: number): string | null {
    if (draft.expiry === 'never' || (draft.expiry === 'date' && draft.date === '')) {
        return null;
    }
    return draft.expiry === 'date'
        ? `${draft.date}T23:59:59Z`
        : new Date(now + Number(draft.expiry) * DAY_MILLIS).toISOString();
}

export function newToken(draft: Draft, now: number): NewToken {
    return {
        name: draft.name.trim(),
        description: draft.description.trim(),
        expiresAt: expiresAt(draft, now),
        ownerId: draft.owner.trim() || null,
        labels: { ...draft.labels },
        limits: ownLimits(draft),
    };
}

/** Limits of its own that it gets; null: none. */
export function ownLimits(draft: Draft): LimitPatch | null {
    const limits: LimitPatch = {
        ...(draft.models.length > 0 && { allowedModels: [...draft.models] }),
        ...(draft.requestsPerMinute !== null && { requestsPerMinute: draft.requestsPerMinute }),
        ...(draft.tokensPerMinute !== null && { tokensPerMinute: draft.tokensPerMinute }),
        ...(draft.concurrentRequests !== null && { concurrentRequests: draft.concurrentRequests }),
    };
    return Object.keys(limits).length === 0 ? null : limits;
}

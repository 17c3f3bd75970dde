import { formatCount, formatDollars, formatMillis } from '~/components/numbers';
import { en } from '~/messages/en';
import type { Attempt, Request } from './requestSearch';

/** A code such as RATE_SHORT or next_key, in words. */
export function codeWords(code: string): string {
    return (
        en.requests.codes[code.toLowerCase() as keyof typeof en.requests.codes] ??
        code.toLowerCase().replaceAll('_', ' ')
    );
}

/** Why the key of an attempt was chosen, in a sentence; empty if that is not recorded. */
export function chosenWords(chosen: string): string {
    const known = en.requests.chosenWhy[chosen as keyof typeof en.requests.chosenWhy];
    return chosen === '' ? '' : en.requests.chosen(known ?? codeWords(chosen));
}

/** Where an answer came from: the key, for those who may know it, otherwise the model; null: from no provider. */
function whereOf({ provider, model, attempts }: Request): string | null {
    if (!provider || !model) {
        return null;
    }
    const last = attempts?.at(-1);
    return last?.keyName
        ? en.requests.keyOf(en.requests.byKey(last.keyName, last.keyLast4 ?? ''), last.provider)
        : en.requests.modelAt(model, provider);
}

/** What happened to a request, in a sentence. */
export function verdict(request: Request): string {
    const attempts = request.attempts ?? [];
    const failed = attempts.filter((attempt) => attempt.failure !== null);
    const lost = failed.reduce((sum, attempt) => sum + attempt.durationMillis, 0);
    const where = whereOf(request);
    const why = request.errorCode === null ? '' : codeWords(request.errorCode);
    switch (request.outcome) {
        case 'COMPLETED': {
            if (where === null) {
                return en.requests.verdicts.answered;
            }
            const first = failed[0];
            return first
                ? en.requests.verdicts.servedAfter(where, failed.length, failure(first), formatMillis(lost))
                : en.requests.verdicts.served(where);
        }
        case 'REFUSED':
            return [en.requests.verdicts.refused(request.requests, why), reached(request)].join(' ').trim();
        case 'FAILED':
            return en.requests.verdicts.failed(attempts.length, why);
        case 'BROKEN':
            return en.requests.verdicts.broken(where ?? en.requests.theProvider, why);
        case 'CANCELLED':
            return en.requests.verdicts.cancelled(formatMillis(request.durationMillis));
        case 'INTERRUPTED':
            return en.requests.verdicts.interrupted;
    }
}

const OF_BUDGETS: readonly (string | null)[] = ['insufficient_quota', 'budget_reserved'];

/** How far the limit was used that refused it; empty if none did. */
function reached({ refusal, errorCode }: Request): string {
    if (refusal === null) {
        return '';
    }
    const isBudget = OF_BUDGETS.includes(errorCode);
    const show = (amount: string | number) => (isBudget ? formatDollars(String(amount)) : formatCount(Number(amount)));
    return en.requests.verdicts.reached(refusal.scope, show(refusal.used), show(refusal.limit));
}

/** How an attempt failed, such as "429, rate limit". */
export function failure(attempt: Pick<Attempt, 'status' | 'failure'>): string {
    const what = attempt.failure === null ? '' : codeWords(attempt.failure);
    return [attempt.status === 0 ? '' : String(attempt.status), what].filter((part) => part !== '').join(', ');
}

/** Where the bar of an attempt begins and how long it is, in percent of the whole request. */
export function barOf(
    attempt: Pick<Attempt, 'at' | 'durationMillis'>,
    request: Pick<Request, 'at' | 'durationMillis'>,
) {
    const whole = Math.max(1, request.durationMillis);
    const limit = (percent: number) => Math.min(100, Math.max(0, percent));
    const start = limit(((Date.parse(attempt.at) - Date.parse(request.at)) / whole) * 100);
    return { start, length: Math.min(100 - start, limit((attempt.durationMillis / whole) * 100)) };
}

import { formatCount, formatDollars } from '~/components/numbers';
import { en } from '~/messages/en';
import { type Budget, type Level, levelOfOwner, type Policy } from './policyApi';

type Rates = Pick<Policy, 'requestsPerMinute' | 'tokensPerMinute' | 'concurrentRequests'>;

const RATES = ['requestsPerMinute', 'tokensPerMinute', 'concurrentRequests'] as const;
const FEW = 6;

/** The tightest rates, and whose they are. */
export function rateWords(policy: Rates): readonly string[] {
    const words = RATES.flatMap((rate) => {
        const bound = policy[rate];
        return bound === null ? [] : [en.policy.bound[rate](formatCount(bound.value), en.policy.of[bound.level])];
    });
    return words.length === 0 ? [en.policy.noRates] : words;
}

/** The models that are allowed. */
export function modelWords(models: readonly string[] | null, combined = true): string {
    if (models === null) {
        return en.policy.everyModel;
    }
    if (models.length === 0) {
        return en.policy.noModel;
    }
    const shown = models.slice(0, FEW).join(', ');
    const words = models.length > FEW ? en.policy.modelsAndMore(shown, models.length - FEW) : en.policy.models(shown);
    return combined ? words : `${words} ${en.policy.notCombined}`;
}

/** A budget, and what happens when it is spent. */
export function budgetWords(budget: Budget): string {
    const words = en.policy.budget(
        formatDollars(budget.window?.cap ?? budget.amount),
        en.policy.periods[budget.period],
        en.policy.of[levelOfOwner(budget)],
    );
    return `${words}: ${budget.hard ? en.policy.hard : en.policy.soft}`;
}

/** The rates that a token to be has, beside those of its team: the lesser of both. */
export function withOwn(policy: Rates, own: Record<(typeof RATES)[number], number | null>): Rates {
    const bind = (rate: (typeof RATES)[number]) => {
        const bound = policy[rate];
        const value = own[rate];
        return value !== null && (bound === null || value < bound.value) ? { value, level: 'TOKEN' as Level } : bound;
    };
    return {
        requestsPerMinute: bind('requestsPerMinute'),
        tokensPerMinute: bind('tokensPerMinute'),
        concurrentRequests: bind('concurrentRequests'),
    };
}

/** A count that somebody typed: null for none, undefined if it is no count. */
export function parseCount(text: string): number | null | undefined {
    const digits = text.replace(/[\s,_]/g, '');
    if (digits === '') {
        return null;
    }
    return /^[0-9]{1,15}$/.test(digits) && Number(digits) > 0 ? Number(digits) : undefined;
}

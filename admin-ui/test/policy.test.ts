import { expect, it } from 'vitest';
import type { Budget } from '~/pages/policy/policyApi';
import { budgetWords, modelWords, parseCount, rateWords, withOwn } from '~/pages/policy/words';

const NONE = { requestsPerMinute: null, tokensPerMinute: null, concurrentRequests: null };

it('says the tightest rates and whose they are', () => {
    expect(rateWords(NONE)).toEqual(['No limit of requests or tokens.']);
    expect(
        rateWords({
            ...NONE,
            requestsPerMinute: { value: 600, level: 'TEAM' },
            tokensPerMinute: { value: 2e6, level: 'TENANT' },
        }),
    ).toEqual(['At most 600 requests per minute, by the team.', 'At most 2 M tokens per minute, by the tenant.']);
});

it('says which models are allowed', () => {
    expect(modelWords(null)).toBe('Every model.');
    expect(modelWords([])).toBe('No model.');
    expect(modelWords(['a', 'b'])).toBe('Models: a, b.');
    expect(modelWords(['1', '2', '3', '4', '5', '6', '7', '8'])).toBe('Models: 1, 2, 3, 4, 5, 6, and 2 more.');
    expect(modelWords(['a'], false)).toContain('must allow a model, too');
});

it('says what happens when a budget is spent', () => {
    const budget = { amount: '250', period: 'MONTH', hard: true, teamId: 't', tokenId: null, window: null };
    expect(budgetWords(budget as Budget)).toBe('$250.00 a month, by the team: when it is spent, calls are refused.');
    expect(budgetWords({ ...budget, hard: false, teamId: null } as Budget)).toContain(
        'by the tenant: when it is spent, an alert',
    );
});

it('takes the lesser of its own rate and that of the team', () => {
    const team = { ...NONE, requestsPerMinute: { value: 600, level: 'TEAM' as const } };
    const own = { requestsPerMinute: 60, tokensPerMinute: 9, concurrentRequests: null };
    expect(withOwn(team, own)).toEqual({
        requestsPerMinute: { value: 60, level: 'TOKEN' },
        tokensPerMinute: { value: 9, level: 'TOKEN' },
        concurrentRequests: null,
    });
    expect(withOwn(team, { ...own, requestsPerMinute: 6000 }).requestsPerMinute?.level).toBe('TEAM');
});

it.each([
    ['', null],
    ['1,200', 1200],
    ['60 000', 60000],
    ['0', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['many', undefined],
])('reads the count that somebody typed: %s', (text, count) => {
    expect(parseCount(text)).toBe(count);
});

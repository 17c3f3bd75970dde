import { expect, it } from 'vitest';
import { applyAgain, changedFields } from '~/components/changes';

const before = { requests: 600, models: ['a'], tokens: null as number | null };

it('sends only what was changed', () => {
    expect(changedFields(before, { ...before })).toEqual({});
    expect(changedFields(before, { ...before, models: ['a'] })).toEqual({});
    expect(changedFields(before, { requests: 600, models: ['a', 'b'], tokens: 5 })).toEqual({
        models: ['a', 'b'],
        tokens: 5,
    });
    expect(changedFields({ ...before, tokens: 5 }, before)).toEqual({ tokens: null });
});

it('keeps what somebody else changed, unless I changed the same', () => {
    const now = { requests: 300, models: ['x'], tokens: 9 };
    expect(applyAgain(before, { ...before, models: ['b'] }, now)).toEqual({ requests: 300, models: ['b'], tokens: 9 });
    expect(applyAgain(before, before, now)).toEqual(now);
});

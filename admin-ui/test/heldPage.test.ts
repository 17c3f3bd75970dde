import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { countFresh, useHeldPage } from '~/pages/requests/useHeldPage';

const page = (...ids: string[]) => ({ items: ids.map((id) => ({ id })) });

it('keeps the rows that are read, counts what arrives, and shows it when asked', () => {
    const first = page('b', 'a');
    const second = page('d', 'c', 'b');
    const { result, rerender } = renderHook(({ asked, newest }) => useHeldPage(asked, newest), {
        initialProps: { asked: 'x', newest: first as ReturnType<typeof page> | undefined },
    });
    expect(result.current.page).toBe(first);
    rerender({ asked: 'x', newest: second });
    expect(result.current.page).toBe(first);
    expect(result.current.fresh).toBe(2);
    act(() => result.current.showNewest());
    expect(result.current.page).toBe(second);
    expect(result.current.fresh).toBe(0);
});

it('shows at once what was asked for, and what comes to an empty list', () => {
    const { result, rerender } = renderHook(({ asked, newest }) => useHeldPage(asked, newest), {
        initialProps: { asked: 'x', newest: page() as ReturnType<typeof page> | undefined },
    });
    const filled = page('a');
    rerender({ asked: 'x', newest: filled });
    expect(result.current.page).toBe(filled);
    expect(result.current.fresh).toBe(0);
    rerender({ asked: 'y', newest: undefined });
    expect(result.current.page).toBe(filled);
    const other = page('z');
    rerender({ asked: 'y', newest: other });
    expect(result.current.page).toBe(other);
});

it('counts rows that are not shown', () => {
    expect(countFresh(page('b', 'a'), page('c', 'b', 'a'))).toBe(1);
});

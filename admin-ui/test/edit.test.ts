import { act, renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ApiError } from '~/api/problem';
import { useEdit } from '~/components/useEdit';

interface Values {
    readonly requests: number | null;
    readonly tokens: number | null;
}

const changed = () => new ApiError(412, null);

function edit(save: (version: number, part: Partial<Values>) => Promise<undefined>) {
    const onDone = vi.fn();
    const { result } = renderHook(() =>
        useEdit<Values>({
            initial: { values: { requests: 600, tokens: 1000 }, version: 1 },
            read: async () => ({ values: { requests: 600, tokens: 500 }, version: 2 }),
            save,
            onDone,
        }),
    );
    return { result, onDone };
}

it('sends nothing when nothing was changed', async () => {
    const save = vi.fn(async () => undefined);
    const { result, onDone } = edit(save);
    await act(() => result.current.submit());
    expect(save).not.toHaveBeenCalled();
    expect(onDone).toHaveBeenCalledOnce();
});

it('shows what somebody else changed, and applies mine to that', async () => {
    const save = vi.fn(async (version: number) => {
        if (version === 1) {
            throw changed();
        }
        return undefined;
    });
    const { result, onDone } = edit(save);
    act(() => result.current.set({ requests: 60 }));
    await act(() => result.current.submit());
    expect(result.current.conflict?.now.values).toEqual({ requests: 600, tokens: 500 });
    expect(onDone).not.toHaveBeenCalled();
    await act(() => result.current.again());
    expect(save).toHaveBeenLastCalledWith(
        2,
        { requests: 60 },
        { requests: 60, tokens: 500 },
        { requests: 600, tokens: 500 },
    );
    expect(onDone).toHaveBeenCalledOnce();
});

it('gives up mine when it is told to reload', async () => {
    const { result } = edit(async () => {
        throw changed();
    });
    act(() => result.current.set({ requests: 60 }));
    await act(() => result.current.submit());
    act(() => result.current.reload());
    expect(result.current.values).toEqual({ requests: 600, tokens: 500 });
    expect(result.current.conflict).toBeNull();
});

it('puts errors at their fields', async () => {
    const { result } = edit(async () => {
        throw new ApiError(400, {
            type: 'about:blank',
            title: 'Invalid',
            status: 400,
            detail: 'requests: too many',
            code: 'invalid_request',
            errors: [{ field: 'requests', message: 'must not be more than 600' }],
            requestId: 'r',
        });
    });
    act(() => result.current.set({ requests: 700 }));
    await act(() => result.current.submit());
    expect(result.current.errors).toEqual({ requests: 'must not be more than 600' });
});

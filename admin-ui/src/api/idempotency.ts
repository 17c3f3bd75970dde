import { useCallback, useRef } from 'react';

const KEY_BYTES = 16;

function idempotencyKey(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), (byte) =>
        byte.toString(16).padStart(2, '0'),
    ).join('');
}

/** What is sent to create something: its body, and the key by which the API tells a repeated call. */
export interface Creation<Body> {
    readonly key: string;
    readonly body: Body;
}

/**
 * Keeps the body and key of a first attempt for those that follow it, so that a call whose answer did not arrive creates
 * nothing twice. What is entered differently is another creation.
 */
export function useCreation<Body>() {
    const last = useRef<(Creation<Body> & { readonly entered: string }) | null>(null);
    return useCallback((entered: unknown, body: () => Body): Creation<Body> => {
        const text = JSON.stringify(entered);
        if (last.current?.entered !== text) {
            last.current = { entered: text, key: idempotencyKey(), body: body() };
        }
        return last.current;
    }, []);
}

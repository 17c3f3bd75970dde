import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { theme } from '~/app/theme';

/** What components stand in. */
export function Stage({ children }: { children: ReactNode }) {
    return (
        <MantineProvider theme={theme} env="test">
            <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
        </MantineProvider>
    );
}

export function show(component: ReactNode) {
    return render(component, { wrapper: Stage });
}

/** A request, as it was sent. */
export interface Sent {
    readonly path: string;
    readonly key: string | null;
    readonly body: unknown;
}

/** Answers requests one after the other, the last answer again and again; undefined: none arrives. */
export function answer(...answers: (object | undefined)[]): readonly Sent[] {
    const sent: Sent[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
        const request = input as Request;
        const reply = answers[Math.min(sent.length, answers.length - 1)];
        sent.push({
            path: new URL(request.url).pathname,
            key: request.headers.get('Idempotency-Key'),
            body: JSON.parse(await request.text()),
        });
        if (reply === undefined) {
            throw new TypeError('connection lost');
        }
        return Response.json(reply, { status: 201 });
    });
    return sent;
}

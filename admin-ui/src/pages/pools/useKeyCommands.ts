import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '~/api/client';
import type { Command } from './poolSearch';

export type CommandKind = 'test' | 'probe' | 'clear';

/** What gateways were asked to do with keys; their answers appear in the rows of the keys. */
export interface AskedCommand {
    readonly kind: CommandKind;
    readonly error: unknown;
    readonly commands: readonly Command[];
}

const POLL_MILLIS = 1000;
const MOST = 20;

function isOpen(command: Command): boolean {
    return command.status === 'WAITING' || command.status === 'DELIVERED';
}

const ROUTES = {
    test: '/api/v1/providers/{provider}/keys/{key}/test',
    probe: '/api/v1/providers/{provider}/keys/{key}/probe',
    clear: '/api/v1/providers/{provider}/keys/{key}/clear-cooldown',
} as const;

/** Asks gateways, by the key that they are asked about. */
export function useKeyCommands() {
    const [asked, setAsked] = useState<Readonly<Record<string, AskedCommand>>>({});
    const set = (key: string, command: AskedCommand | null) =>
        setAsked((old) => {
            const { [key]: _, ...others } = old;
            return command === null ? others : { ...others, [key]: command };
        });
    const ask = async (kind: CommandKind, provider: string, key: string) => {
        set(key, { kind, error: null, commands: [] });
        try {
            const { data } = await client.POST(ROUTES[kind], { params: { path: { provider, key } } });
            set(key, { kind, error: null, commands: data?.commands ?? [] });
        } catch (error) {
            set(key, { kind, error, commands: [] });
        }
    };
    return { asked, ask, forget: (key: string) => set(key, null) };
}

/** The same commands as they are now; asks on until each is answered. */
export function useAnswers(provider: string, asked: AskedCommand, onEnd: () => void): readonly Command[] {
    const [first] = asked.commands;
    const ids = new Set(asked.commands.map((command) => command.id));
    const answers = useQuery({
        queryKey: ['commands', first?.id],
        enabled: first !== undefined,
        queryFn: async ({ signal }) => {
            const path = { provider, key: first?.keyId ?? '' };
            const { data } = await client.GET('/api/v1/providers/{provider}/keys/{key}/commands', {
                params: { path, query: { limit: MOST } },
                signal,
            });
            const own = (data?.items ?? []).filter((command) => ids.has(command.id));
            if (own.length > 0 && !own.some(isOpen)) {
                onEnd();
            }
            return own;
        },
        refetchInterval: (query) => ((query.state.data ?? asked.commands).some(isOpen) ? POLL_MILLIS : false),
    });
    return answers.data ?? asked.commands;
}

import { Loader } from '@mantine/core';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import {
    type Icon,
    IconBuilding,
    IconCpu,
    IconKey,
    IconKeyboard,
    IconListSearch,
    IconLock,
    IconRobot,
    IconRoute,
    IconSearch,
    IconServer,
    IconUsers,
} from '@tabler/icons-react';
import { keepPreviousData, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { api } from '~/api/client';
import { installationQuery } from '~/api/session';
import { en } from '~/messages/en';
import { useReturnFocus } from '../returnFocus';
import { describe, destination, type Hit, isRequestId } from './hits';
import { pageGroups } from './pages';

const [store, spotlight] = createSpotlight();
const SHORTEST = 2;
const MOST = 5;
const PAUSE_MILLIS = 200;

const GROUPS: readonly { readonly kind: Hit['kind']; readonly label: string; readonly icon: Icon }[] = [
    { kind: 'TENANT', label: en.commands.tenants, icon: IconBuilding },
    { kind: 'TEAM', label: en.commands.teams, icon: IconUsers },
    { kind: 'TOKEN', label: en.commands.tokens, icon: IconKey },
    { kind: 'SERVICE_ACCOUNT', label: en.commands.accounts, icon: IconRobot },
    { kind: 'PROVIDER', label: en.commands.providers, icon: IconServer },
    { kind: 'PROVIDER_KEY', label: en.commands.keys, icon: IconLock },
    { kind: 'MODEL', label: en.commands.models, icon: IconCpu },
    { kind: 'ALIAS', label: en.commands.aliases, icon: IconRoute },
];

/** Search dialog: goes to any page by its name, and finds whatever has a name or an ID. */
export default function Commands({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
    useReturnFocus();
    const navigate = useNavigate();
    const { data: installation } = useSuspenseQuery(installationQuery);
    const [query, setQuery] = useState('');
    useEffect(() => spotlight.open(), []);
    const { groups: found, isSearching } = useFound(query);
    const { isWaiting, takeEnter } = useEnter(query, isSearching);
    const groups: SpotlightActionGroupData[] = [
        {
            group: en.commands.pages,
            actions: pageGroups(installation.signedIn?.roles ?? []).flatMap((group) =>
                group.pages.map((page) => ({
                    id: page.to,
                    label: page.label,
                    leftSection: <page.icon size={18} aria-hidden="true" />,
                    onClick: () => void navigate({ to: page.to }),
                })),
            ),
        },
        ...found,
        {
            group: en.commands.actions,
            actions: [
                {
                    id: 'shortcuts',
                    label: en.account.shortcuts,
                    leftSection: <IconKeyboard size={18} aria-hidden="true" />,
                    onClick: onShortcuts,
                },
            ],
        },
    ];
    return (
        <Spotlight
            store={store}
            actions={groups}
            query={query}
            onQueryChange={setQuery}
            shortcut={null}
            nothingFound={isSearching ? en.commands.searching : en.commands.nothing}
            highlightQuery
            attributes={{ content: { 'aria-label': en.commands.open } }}
            onSpotlightClose={onClose}
            searchProps={{
                placeholder: en.commands.placeholder,
                'aria-label': en.commands.open,
                leftSection: <IconSearch size={18} aria-hidden="true" />,
                rightSection: isSearching && <Loader size={16} aria-hidden="true" />,
                onKeyDownCapture: takeEnter,
                'aria-description': isWaiting ? en.commands.opensFirst : undefined,
            }}
        />
    );
}

/** Selects the first action that is shown: those among which the dialog has chosen are gone when results arrive. */
function selectFirst(): HTMLElement | undefined {
    const list = document.getElementById(store.getState().listId);
    const [first] = list?.querySelectorAll<HTMLElement>('[data-action]') ?? [];
    list?.querySelector('[data-selected]')?.removeAttribute('data-selected');
    first?.setAttribute('data-selected', 'true');
    store.updateState((state) => ({ ...state, selected: first ? 0 : -1 }));
    return first;
}

/** Enter while results are loading opens the first of them once they are there. */
function useEnter(query: string, isSearching: boolean) {
    const [waiting, setWaiting] = useState<string | null>(null);
    const isWaiting = waiting === query;
    useEffect(() => {
        if (isSearching) {
            return;
        }
        const first = selectFirst();
        if (isWaiting) {
            setWaiting(null);
            first?.click();
        }
    }, [isSearching, isWaiting]);
    const takeEnter = (event: KeyboardEvent) => {
        if (event.key === 'Enter' && isSearching) {
            event.preventDefault();
            event.stopPropagation();
            setWaiting(query);
        }
    };
    return { isWaiting, takeEnter };
}

/** What the server finds; it has judged the names, so that hits are shown whatever their names are. */
function useFound(query: string): { readonly groups: SpotlightActionGroupData[]; readonly isSearching: boolean } {
    const navigate = useNavigate();
    const text = query.trim();
    const [search] = useDebouncedValue(text, PAUSE_MILLIS);
    const found = api.useQuery(
        'get',
        '/api/v1/search',
        { params: { query: { q: search, limit: MOST } } },
        { enabled: search.length >= SHORTEST, placeholderData: keepPreviousData },
    );
    if (text.length < SHORTEST) {
        return { groups: [], isSearching: false };
    }
    const isSearching = search !== text || found.isPending || found.isPlaceholderData;
    const hits = found.data?.items ?? [];
    const groups = GROUPS.map(({ kind, label, icon: KindIcon }) => ({
        group: label,
        actions: hits
            .filter((hit) => hit.kind === kind)
            .map((hit) => ({
                id: `${kind} ${hit.id}`,
                label: hit.name,
                description: describe(hit),
                keywords: [query],
                leftSection: <KindIcon size={18} aria-hidden="true" />,
                onClick: () => {
                    const place = destination(hit);
                    if (place !== null) {
                        void navigate(place);
                    }
                },
            })),
    }));
    const request = isRequestId(text)
        ? [requestOf(text, () => void navigate({ to: '/requests', search: { id: text } }))]
        : [];
    return { groups: [...request, ...groups], isSearching: isSearching && request.length === 0 };
}

function requestOf(id: string, onClick: () => void): SpotlightActionGroupData {
    return {
        group: en.commands.requests,
        actions: [
            {
                id: `request ${id}`,
                label: en.commands.request(id),
                keywords: [id],
                leftSection: <IconListSearch size={18} aria-hidden="true" />,
                onClick,
            },
        ],
    };
}

import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import {
    type Icon,
    IconBuilding,
    IconKey,
    IconKeyboard,
    IconListSearch,
    IconRobot,
    IconSearch,
    IconUsers,
} from '@tabler/icons-react';
import { keepPreviousData, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '~/api/client';
import { installationQuery } from '~/api/session';
import { en } from '~/messages/en';
import { describe, destination, type Hit, isRequestId } from './hits';
import { pageGroups } from './pages';

const SHORTEST = 2;
const MOST = 5;
const PAUSE_MILLIS = 200;

const GROUPS: readonly { readonly kind: Hit['kind']; readonly label: string; readonly icon: Icon }[] = [
    { kind: 'TENANT', label: en.commands.tenants, icon: IconBuilding },
    { kind: 'TEAM', label: en.commands.teams, icon: IconUsers },
    { kind: 'TOKEN', label: en.commands.tokens, icon: IconKey },
    { kind: 'SERVICE_ACCOUNT', label: en.commands.accounts, icon: IconRobot },
];

/** Search dialog: goes to any page by its name, and finds whatever has a name or an ID. */
export default function Commands({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
    const navigate = useNavigate();
    const { data: installation } = useSuspenseQuery(installationQuery);
    const [query, setQuery] = useState('');
    useEffect(() => spotlight.open(), []);
    const found = useFound(query);
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
            actions={groups}
            query={query}
            onQueryChange={setQuery}
            shortcut={null}
            nothingFound={en.commands.nothing}
            highlightQuery
            attributes={{ content: { 'aria-label': en.commands.open } }}
            onSpotlightClose={onClose}
            searchProps={{
                placeholder: en.commands.placeholder,
                'aria-label': en.commands.open,
                leftSection: <IconSearch size={18} aria-hidden="true" />,
            }}
        />
    );
}

/** What the server finds; it has judged the names, so that hits are shown whatever their names are. */
function useFound(query: string): SpotlightActionGroupData[] {
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
        return [];
    }
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
    return isRequestId(text)
        ? [requestOf(text, () => void navigate({ to: '/requests', search: { id: text } })), ...groups]
        : groups;
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

import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconKey, IconKeyboard, IconSearch } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '~/api/client';
import { en } from '~/messages/en';
import { pageGroups } from './pages';

const SHORTEST = 2;
const MOST = 5;
const PAUSE_MILLIS = 200;

/** Search dialog: goes to any page by its name, and finds tenants and tokens. */
export default function Commands({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
    const navigate = useNavigate();
    const [query, setQuery] = useState('');
    useEffect(() => spotlight.open(), []);
    const found = useFound(query);
    const groups: SpotlightActionGroupData[] = [
        {
            group: en.commands.pages,
            actions: pageGroups.flatMap((group) =>
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

/** Tenants and tokens that the server finds; it has judged them, so that they are shown whatever their names are. */
function useFound(query: string): SpotlightActionGroupData[] {
    const navigate = useNavigate();
    const [search] = useDebouncedValue(query.trim(), PAUSE_MILLIS);
    const params = { query: { search, limit: MOST } };
    const options = { enabled: search.length >= SHORTEST, placeholderData: keepPreviousData };
    const tenants = api.useQuery('get', '/api/v1/tenants', { params }, options);
    const tokens = api.useQuery('get', '/api/v1/tokens', { params }, options);
    if (query.trim().length < SHORTEST) {
        return [];
    }
    return [
        {
            group: en.commands.scopes,
            actions: (tenants.data?.items ?? []).map((tenant) => ({
                id: `tenant ${tenant.id}`,
                label: tenant.name,
                keywords: [query],
                leftSection: <IconBuilding size={18} aria-hidden="true" />,
                onClick: () => void navigate({ to: '/tokens', search: { tenant: tenant.id, team: undefined } }),
            })),
        },
        {
            group: en.tokens.title,
            actions: (tokens.data?.items ?? []).map((token) => ({
                id: `token ${token.id}`,
                label: token.name,
                description: `${token.names?.tenant ?? ''} › ${token.names?.team ?? ''}`,
                keywords: [query],
                leftSection: <IconKey size={18} aria-hidden="true" />,
                onClick: () => void navigate({ to: '/tokens/$token', params: { token: token.id } }),
            })),
        },
    ];
}

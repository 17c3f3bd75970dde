import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '~/api/client';
import { Moment } from '~/components/Moment';
import { Section } from '~/components/Page';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { Toggle } from '~/components/Toggle';
import { type Token, TokenStatus } from '~/components/TokenStatus';
import { en } from '~/messages/en';
import { type AccessSearch, NO_TOKEN } from './accessSearch';
import { OwnTokenDetails } from './OwnTokenDetails';
import { RotateDialog } from './RotateDialog';
import { SecretDialog } from './SecretDialog';

/** Tokens that belong to whoever is signed in. */
export function OwnTokens({ search }: { search: AccessSearch }) {
    const navigate = useNavigate();
    const tokens = api.useQuery('get', '/api/v1/me/tokens');
    const [shown, setShown] = useState<{ token: Token; action: 'reveal' | 'rotate' } | null>(null);
    // The first is open until somebody says otherwise.
    const open = search.open ?? tokens.data?.items[0]?.id;
    const toggle = (token: Token) =>
        void navigate({
            to: '/access',
            search: (old) => ({ ...old, open: token.id === open ? NO_TOKEN : token.id }),
            replace: true,
            resetScroll: false,
        });

    const columns: Column<Token>[] = [
        {
            id: 'name',
            label: en.tokens.name,
            isWide: true,
            cell: (token) => <Toggle name={token.name} isOpen={token.id === open} onToggle={() => toggle(token)} />,
            title: (token) => token.name,
        },
        {
            id: 'secret',
            label: en.tokens.secret,
            cell: (token) => <code>{token.last4 === null ? '–' : `…${token.last4}`}</code>,
        },
        {
            id: 'team',
            label: en.tokens.team,
            cell: (token) => token.names?.team ?? '–',
            title: (token) => token.names?.team,
        },
        {
            id: 'status',
            label: en.tokens.status,
            cell: (token) => <TokenStatus status={token.status} />,
        },
        {
            id: 'expires',
            label: en.tokens.expires,
            cell: (token) => (token.expiresAt === null ? en.tokens.never : <Moment iso={token.expiresAt} />),
        },
        {
            id: 'actions',
            label: en.table.actions,
            isLabelHidden: true,
            isNumber: true,
            isWhole: true,
            cell: (token) => <TokenAction token={token} onAction={(action) => setShown({ token, action })} />,
        },
    ];

    const close = () => {
        setShown(null);
        void tokens.refetch();
    };
    return (
        <Section title={en.tokens.title}>
            {tokens.isPending ? (
                <RowsSkeleton />
            ) : tokens.isError ? (
                <Failure error={tokens.error} onRetry={() => void tokens.refetch()} />
            ) : (
                <Table
                    label={en.tokens.title}
                    columns={columns}
                    rows={tokens.data.items}
                    rowKey={(token) => token.id}
                    detail={(token) => token.id === open && <OwnTokenDetails token={token} />}
                >
                    {tokens.data.items.length === 0 && <Empty title={en.tokens.empty} text={en.tokens.emptyText} />}
                </Table>
            )}
            {shown?.action === 'reveal' && <SecretDialog token={shown.token} onClose={close} />}
            {shown?.action === 'rotate' && <RotateDialog token={shown.token} onClose={close} />}
        </Section>
    );
}

function TokenAction({ token, onAction }: { token: Token; onAction: (action: 'reveal' | 'rotate') => void }) {
    if (token.status === 'PENDING') {
        return (
            <Button size="compact-sm" onClick={() => onAction('reveal')}>
                {en.tokens.reveal}
            </Button>
        );
    }
    return token.status === 'ACTIVE' ? (
        <Button size="compact-sm" variant="default" onClick={() => onAction('rotate')}>
            {en.tokens.rotate}
        </Button>
    ) : null;
}

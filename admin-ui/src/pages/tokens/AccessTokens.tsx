import { Button } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';
import type { components } from '~/api/schema';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { Moment } from '~/components/Moment';
import { Pager, rowsInAll } from '~/components/Pager';
import { Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import { AccessTokenDialog } from './AccessTokenDialog';
import classes from './Tokens.module.css';
import { PAGE_SIZE } from './tokenSearch';

type AccessToken = components['schemas']['AccessTokenView'];
type Account = components['schemas']['ServiceAccountView'];

function columnsFor(onRevoke: ((token: AccessToken) => void) | undefined): readonly Column<AccessToken>[] {
    const columns: (Column<AccessToken> | false)[] = [
        { id: 'name', label: en.tokens.name, isWide: true, cell: (token) => token.name, title: (token) => token.name },
        { id: 'last4', label: en.tokens.secret, cell: (token) => <code>{`…${token.last4}`}</code> },
        {
            id: 'kind',
            label: en.accounts.kind,
            cell: (token) => (token.readOnly ? en.accounts.readOnly : en.accounts.readWrite),
        },
        {
            id: 'used',
            label: en.tokens.lastUsed,
            cell: (token) => (token.usedAt === null ? '–' : <Moment iso={token.usedAt} />),
        },
        {
            id: 'expires',
            label: en.tokens.expires,
            cell: (token) => (token.expiresAt === null ? en.tokens.never : <Moment iso={token.expiresAt} />),
        },
        { id: 'created', label: en.tokens.created, from: 'medium', cell: (token) => <Moment iso={token.createdAt} /> },
        onRevoke !== undefined && {
            id: 'actions',
            label: en.table.actions,
            isLabelHidden: true,
            isNumber: true,
            isWhole: true,
            cell: (token) => (
                <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={en.accounts.revokeOne(token.name)}
                    onClick={() => onRevoke(token)}
                >
                    {en.accounts.revoke}
                </Button>
            ),
        },
    ];
    return columns.filter((column) => column !== false);
}

/** Access tokens of a service account, with which it uses the API. */
export function AccessTokens({ account, mayChange }: { account: Account; mayChange: boolean }) {
    const [cursor, setCursor] = useState<string | undefined>();
    const [issuing, setIssuing] = useState(false);
    const [revoking, setRevoking] = useState<AccessToken | null>(null);
    const path = { tenant: account.tenantId, team: account.teamId, serviceAccount: account.id };
    const tokens = api.useQuery(
        'get',
        '/api/v1/tenants/{tenant}/teams/{team}/service-accounts/{serviceAccount}/access-tokens',
        { params: { path, query: { cursor, limit: PAGE_SIZE } } },
        { placeholderData: keepPreviousData },
    );
    const revoke = api.useMutation(
        'delete',
        '/api/v1/tenants/{tenant}/teams/{team}/service-accounts/{serviceAccount}/access-tokens/{accessToken}',
    );
    const isStopped = account.disabledAt !== null;
    if (tokens.isPending) {
        return <RowsSkeleton rows={2} />;
    }
    if (tokens.isError) {
        return <Failure error={tokens.error} onRetry={() => void tokens.refetch()} />;
    }
    const rows = tokens.data.items;
    return (
        <div className={classes.stack}>
            {rows.length === 0 ? (
                <p className="kw-muted">{en.accounts.noToken}</p>
            ) : (
                <Table
                    label={en.accounts.tokensOf(account.name)}
                    columns={columnsFor(
                        mayChange
                            ? (token) => {
                                  revoke.reset();
                                  setRevoking(token);
                              }
                            : undefined,
                    )}
                    rows={rows}
                    rowKey={(token) => token.id}
                    count={rowsInAll(tokens.data, cursor)}
                />
            )}
            {(cursor !== undefined || tokens.data.next !== null) && (
                <Pager cursor={cursor} next={tokens.data.next} onGo={setCursor} />
            )}
            {mayChange && (
                <div>
                    <Button
                        size="compact-sm"
                        variant="default"
                        disabled={isStopped}
                        title={isStopped ? en.accounts.stopped : undefined}
                        onClick={() => setIssuing(true)}
                    >
                        {en.accounts.issue}
                    </Button>
                </div>
            )}
            {issuing && (
                <AccessTokenDialog
                    account={account}
                    onClose={() => {
                        setIssuing(false);
                        void tokens.refetch();
                    }}
                />
            )}
            {revoking && (
                <ConfirmDialog
                    title={en.accounts.revokeTitle(revoking.name)}
                    text={en.accounts.revokeText}
                    action={en.accounts.revoke}
                    phrase={revoking.name}
                    danger
                    isPending={revoke.isPending}
                    error={revoke.error}
                    onConfirm={() =>
                        revoke.mutate(
                            { params: { path: { ...path, accessToken: revoking.id } } },
                            {
                                onSuccess: () => {
                                    setRevoking(null);
                                    void tokens.refetch();
                                },
                            },
                        )
                    }
                    onClose={() => setRevoking(null)}
                />
            )}
        </div>
    );
}

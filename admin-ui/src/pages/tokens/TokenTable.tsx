import { Button } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '~/api/client';
import { Moment } from '~/components/Moment';
import { Pager, rowsInAll } from '~/components/Pager';
import { may } from '~/components/rights';
import type { Scope } from '~/components/shell/useScope';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { type Token, TokenStatus } from '~/components/TokenStatus';
import { en } from '~/messages/en';
import { BulkBar } from './BulkBar';
import { Refusals } from './Refusals';
import { TokenFilters } from './TokenFilters';
import classes from './Tokens.module.css';
import { isFiltered, NEWEST_FIRST, type TokensSearch, tokenQuery } from './tokenSearch';

const REFRESH_MILLIS = 30_000;

function ownerOf(token: Token): string {
    return token.names?.owner ?? token.names?.serviceAccount ?? en.tokens.ownedByTeam;
}

function columnsFor(scope: Scope): Column<Token>[] {
    const columns: (Column<Token> | false)[] = [
        {
            id: 'name',
            label: en.tokens.name,
            isWide: true,
            sort: 'name',
            cell: (token) => (
                <Link to="/tokens/$token" params={{ token: token.id }} className={classes.name}>
                    {token.name}
                </Link>
            ),
            title: (token) => token.name,
        },
        {
            id: 'secret',
            label: en.tokens.secret,
            cell: (token) => <code>{token.last4 === null ? '–' : `…${token.last4}`}</code>,
        },
        {
            id: 'status',
            label: en.tokens.status,
            cell: (token) => <TokenStatus status={token.status} />,
        },
        scope.search.tenant === undefined && {
            id: 'tenant',
            label: en.tokens.tenant,
            from: 'medium',
            cell: (token) => token.names?.tenant ?? '–',
            title: (token) => token.names?.tenant,
        },
        scope.search.team === undefined && {
            id: 'team',
            label: en.tokens.team,
            cell: (token) => token.names?.team ?? '–',
            title: (token) => token.names?.team,
        },
        { id: 'owner', label: en.tokens.owner, from: 'medium', cell: ownerOf, title: ownerOf },
        {
            id: 'used',
            label: en.tokens.lastUsed,
            cell: (token) => (token.lastUsedAt ? <Moment iso={token.lastUsedAt} /> : '–'),
        },
        {
            id: 'refused',
            label: en.tokens.refused,
            isNumber: true,
            cell: (token) => <Refusals token={token} />,
        },
        {
            id: 'expires',
            label: en.tokens.expires,
            sort: 'expiresAt',
            cell: (token) => (token.expiresAt === null ? en.tokens.never : <Moment iso={token.expiresAt} />),
        },
        {
            id: 'created',
            label: en.tokens.created,
            from: 'large',
            sort: 'createdAt',
            cell: (token) => <Moment iso={token.createdAt} />,
        },
    ];
    return columns.filter((column) => column !== false);
}

/** Tokens of the scope: found, sorted, and changed many at a time. */
export function TokenTable({ scope, search }: { scope: Scope; search: TokensSearch }) {
    const navigate = useNavigate();
    const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
    const query = tokenQuery(search, { tenantId: scope.tenant?.id, teamId: scope.team?.id });
    const tokens = api.useQuery(
        'get',
        '/api/v1/tokens',
        { params: { query } },
        { placeholderData: keepPreviousData, refetchInterval: REFRESH_MILLIS },
    );
    const change = (next: TokensSearch) => {
        setTicked(new Set());
        void navigate({ to: '/tokens', search: (old) => ({ ...old, cursor: undefined, ...next }) });
    };
    const mayChange = (token: Token) => may(scope.roles, 'changeTokens', token.tenantId, token.teamId);
    const rows = tokens.data?.items ?? [];
    const filtered = isFiltered(search) || search.cursor !== undefined;
    return (
        <div className={classes.stack}>
            {ticked.size > 0 ? (
                <BulkBar
                    tokens={rows.filter((token) => ticked.has(token.id))}
                    onDone={() => {
                        setTicked(new Set());
                        void tokens.refetch();
                    }}
                    onClear={() => setTicked(new Set())}
                />
            ) : (
                <TokenFilters search={search} onChange={change} />
            )}
            {tokens.isPending ? (
                <RowsSkeleton rows={10} />
            ) : tokens.isError ? (
                <Failure error={tokens.error} onRetry={() => void tokens.refetch()} />
            ) : (
                <>
                    <Table
                        label={en.tokens.title}
                        columns={columnsFor(scope)}
                        rows={rows}
                        rowKey={(token) => token.id}
                        count={rowsInAll(tokens.data, search.cursor)}
                        sorting={{
                            sort: search.sort ?? NEWEST_FIRST,
                            onSort: (sort) => change({ sort: sort === NEWEST_FIRST ? undefined : sort }),
                        }}
                        selection={
                            rows.some(mayChange)
                                ? {
                                      keys: ticked,
                                      onChange: setTicked,
                                      name: (token) => token.name,
                                      isSelectable: (token) => mayChange(token) && token.status !== 'REVOKED',
                                  }
                                : undefined
                        }
                    >
                        {rows.length === 0 && (
                            <NoTokens
                                filtered={filtered}
                                onClear={() =>
                                    change({ q: undefined, status: undefined, expires: undefined, cursor: undefined })
                                }
                            />
                        )}
                    </Table>
                    <Pager
                        key={JSON.stringify({ ...query, cursor: null, total: null })}
                        cursor={search.cursor}
                        next={tokens.data.next}
                        total={tokens.data.total}
                        totalIsAtLeast={tokens.data.totalIsAtLeast}
                        onGo={(cursor) => change({ cursor })}
                    />
                </>
            )}
        </div>
    );
}

function NoTokens({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
    return filtered ? (
        <Empty
            title={en.tokens.noMatch}
            text={en.tokens.noMatchText}
            action={
                <Button variant="default" onClick={onClear}>
                    {en.tokens.clearFilters}
                </Button>
            }
        />
    ) : (
        <Empty title={en.tokens.none} text={en.tokens.noneText} />
    );
}

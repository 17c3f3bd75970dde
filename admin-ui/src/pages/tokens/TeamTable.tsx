import { Button } from '@mantine/core';
import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '~/api/client';
import { CreateDialog } from '~/components/CreateDialog';
import { Moment } from '~/components/Moment';
import { Pager, rowsInAll } from '~/components/Pager';
import { may } from '~/components/rights';
import { SearchField } from '~/components/SearchField';
import { Status } from '~/components/Status';
import type { Scope, Team, Tenant } from '~/components/shell/useScope';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import classes from './Tokens.module.css';
import { PAGE_SIZE, type TokensSearch } from './tokenSearch';

const COLUMNS: readonly Column<Team>[] = [
    {
        id: 'name',
        label: en.tokens.name,
        cell: (team) => (
            <Link to="/tokens" search={{ tenant: team.tenantId, team: team.id }} className={classes.name}>
                {team.name}
            </Link>
        ),
        title: (team) => team.name,
    },
    {
        id: 'description',
        label: en.teams.description,
        isWide: true,
        cell: (team) => team.description || '–',
        title: (team) => team.description,
    },
    {
        id: 'status',
        label: en.tokens.status,
        cell: (team) =>
            team.blockedAt === null ? (
                <Status state="ready">{en.tokens.statuses.ACTIVE}</Status>
            ) : (
                <Status state="locked">{en.tokens.statuses.BLOCKED}</Status>
            ),
    },
    { id: 'created', label: en.tokens.created, cell: (team) => <Moment iso={team.createdAt} /> },
];

/** Teams of a tenant. */
export function TeamTable({ tenant, scope, search }: { tenant: Tenant; scope: Scope; search: TokensSearch }) {
    const navigate = useNavigate();
    const queries = useQueryClient();
    const [creating, setCreating] = useState(false);
    const path = { tenant: tenant.id };
    const query = { search: search.q, cursor: search.cursor, limit: PAGE_SIZE, total: search.cursor === undefined };
    const teams = api.useQuery(
        'get',
        '/api/v1/tenants/{tenant}/teams',
        { params: { path, query } },
        { placeholderData: keepPreviousData },
    );
    const change = (next: TokensSearch) =>
        void navigate({ to: '/tokens', search: (old) => ({ ...old, cursor: undefined, ...next }) });
    const create = may(scope.roles, 'createTeams', tenant.id) && (
        <Button onClick={() => setCreating(true)}>{en.teams.create}</Button>
    );
    return (
        <div className={classes.stack}>
            <div className={classes.bar}>
                <SearchField label={en.teams.search} text={search.q ?? ''} onSearch={(q) => change({ q })} />
                <span className={classes.push}>{create}</span>
            </div>
            {teams.isPending ? (
                <RowsSkeleton rows={6} />
            ) : teams.isError ? (
                <Failure error={teams.error} onRetry={() => void teams.refetch()} />
            ) : (
                <>
                    <Table
                        label={en.teams.tabs.teams}
                        columns={COLUMNS}
                        rows={teams.data.items}
                        rowKey={(team) => team.id}
                        count={rowsInAll(teams.data, search.cursor)}
                    >
                        {teams.data.items.length === 0 &&
                            (search.q === undefined ? (
                                <Empty title={en.teams.none} text={en.teams.noneText} />
                            ) : (
                                <Empty title={en.teams.noMatch} text={en.teams.noMatchText} />
                            ))}
                    </Table>
                    <Pager
                        key={search.q ?? ''}
                        cursor={search.cursor}
                        next={teams.data.next}
                        total={teams.data.total}
                        totalIsAtLeast={teams.data.totalIsAtLeast}
                        onGo={(cursor) => change({ cursor })}
                    />
                </>
            )}
            {creating && (
                <CreateDialog
                    title={en.teams.createTitle(tenant.name)}
                    action={en.teams.create}
                    fields={[
                        { name: 'name', label: en.tokens.name, isRequired: true },
                        { name: 'description', label: en.teams.description },
                    ]}
                    onSubmit={async ({ name = '', description = '' }) => {
                        await client.POST('/api/v1/tenants/{tenant}/teams', {
                            params: { path },
                            body: { name, description },
                        });
                        await queries.invalidateQueries();
                    }}
                    onClose={() => setCreating(false)}
                />
            )}
        </div>
    );
}

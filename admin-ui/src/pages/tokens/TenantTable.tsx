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
import type { Scope, Tenant } from '~/components/shell/useScope';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import classes from './Tokens.module.css';
import { PAGE_SIZE, type TokensSearch } from './tokenSearch';

const COLUMNS: readonly Column<Tenant>[] = [
    {
        id: 'name',
        label: en.tokens.name,
        cell: (tenant) => (
            <Link to="/tokens" search={{ tenant: tenant.id, tab: 'teams' }} className={classes.name}>
                {tenant.name}
            </Link>
        ),
        title: (tenant) => tenant.name,
    },
    {
        id: 'description',
        label: en.teams.description,
        isWide: true,
        cell: (tenant) => tenant.description || '–',
        title: (tenant) => tenant.description,
    },
    {
        id: 'status',
        label: en.tokens.status,
        cell: (tenant) =>
            tenant.blockedAt === null ? (
                <Status state="ready">{en.tokens.statuses.ACTIVE}</Status>
            ) : (
                <Status state="locked">{en.tokens.statuses.BLOCKED}</Status>
            ),
    },
    { id: 'zone', label: en.teams.zone, cell: (tenant) => tenant.zone },
    { id: 'created', label: en.tokens.created, cell: (tenant) => <Moment iso={tenant.createdAt} /> },
];

/** Tenants that the person may see. */
export function TenantTable({ scope, search }: { scope: Scope; search: TokensSearch }) {
    const navigate = useNavigate();
    const queries = useQueryClient();
    const [creating, setCreating] = useState(false);
    const query = { search: search.q, cursor: search.cursor, limit: PAGE_SIZE, total: search.cursor === undefined };
    const tenants = api.useQuery(
        'get',
        '/api/v1/tenants',
        { params: { query } },
        { placeholderData: keepPreviousData },
    );
    const change = (next: TokensSearch) =>
        void navigate({ to: '/tokens', search: (old) => ({ ...old, cursor: undefined, ...next }) });
    return (
        <div className={classes.stack}>
            <div className={classes.bar}>
                <SearchField label={en.tenants.search} text={search.q ?? ''} onSearch={(q) => change({ q })} />
                {may(scope.roles, 'createTenants') && (
                    <span className={classes.push}>
                        <Button onClick={() => setCreating(true)}>{en.tenants.create}</Button>
                    </span>
                )}
            </div>
            {tenants.isPending ? (
                <RowsSkeleton rows={6} />
            ) : tenants.isError ? (
                <Failure error={tenants.error} onRetry={() => void tenants.refetch()} />
            ) : (
                <>
                    <Table
                        label={en.teams.tabs.tenants}
                        columns={COLUMNS}
                        rows={tenants.data.items}
                        rowKey={(tenant) => tenant.id}
                        count={rowsInAll(tenants.data, search.cursor)}
                    >
                        {tenants.data.items.length === 0 &&
                            (search.q === undefined ? (
                                <Empty title={en.tenants.none} text={en.tenants.noneText} />
                            ) : (
                                <Empty title={en.tenants.noMatch} text={en.teams.noMatchText} />
                            ))}
                    </Table>
                    <Pager
                        key={search.q ?? ''}
                        cursor={search.cursor}
                        next={tenants.data.next}
                        total={tenants.data.total}
                        totalIsAtLeast={tenants.data.totalIsAtLeast}
                        onGo={(cursor) => change({ cursor })}
                    />
                </>
            )}
            {creating && (
                <CreateDialog
                    title={en.tenants.create}
                    action={en.tenants.create}
                    fields={[
                        { name: 'name', label: en.tokens.name, isRequired: true },
                        { name: 'description', label: en.teams.description },
                        { name: 'zone', label: en.teams.zone, description: en.tenants.zoneHint, initial: 'UTC' },
                    ]}
                    onSubmit={async ({ name = '', description = '', zone = '' }) => {
                        await client.POST('/api/v1/tenants', {
                            body: { name, description, zone },
                        });
                        await queries.invalidateQueries();
                    }}
                    onClose={() => setCreating(false)}
                />
            )}
        </div>
    );
}

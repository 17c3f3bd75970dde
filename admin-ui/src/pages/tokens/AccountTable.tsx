import { Button } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '~/api/client';
import type { components } from '~/api/schema';
import { CreateDialog } from '~/components/CreateDialog';
import { Moment } from '~/components/Moment';
import { Pager } from '~/components/Pager';
import { may } from '~/components/rights';
import { Status } from '~/components/Status';
import type { Scope, Team, Tenant } from '~/components/shell/useScope';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import classes from './Tokens.module.css';
import { PAGE_SIZE } from './tokenSearch';

type Account = components['schemas']['ServiceAccountView'];

const COLUMNS: readonly Column<Account>[] = [
    { id: 'name', label: en.tokens.name, cell: (account) => account.name, title: (account) => account.name },
    { id: 'role', label: en.members.role, cell: (account) => en.roles[account.role] },
    {
        id: 'status',
        label: en.tokens.status,
        cell: (account) =>
            account.disabledAt === null ? (
                <Status state="ready">{en.tokens.statuses.ACTIVE}</Status>
            ) : (
                <Status state="disabled">{en.accounts.disabled}</Status>
            ),
    },
    { id: 'created', label: en.tokens.created, cell: (account) => <Moment iso={account.createdAt} /> },
];

/** Service accounts of a team. */
export function AccountTable({ tenant, team, scope }: { tenant: Tenant; team: Team; scope: Scope }) {
    const [cursor, setCursor] = useState<string | undefined>();
    const [creating, setCreating] = useState(false);
    const path = { tenant: tenant.id, team: team.id };
    const accounts = api.useQuery(
        'get',
        '/api/v1/tenants/{tenant}/teams/{team}/service-accounts',
        { params: { path, query: { cursor, limit: PAGE_SIZE } } },
        { placeholderData: keepPreviousData },
    );
    return (
        <div className={classes.stack}>
            {may(scope.roles, 'changeMembers', tenant.id, team.id) && (
                <div className={classes.bar}>
                    <span className={classes.push}>
                        <Button onClick={() => setCreating(true)}>{en.accounts.create}</Button>
                    </span>
                </div>
            )}
            {accounts.isPending ? (
                <RowsSkeleton rows={4} />
            ) : accounts.isError ? (
                <Failure error={accounts.error} onRetry={() => void accounts.refetch()} />
            ) : (
                <>
                    <Table
                        label={en.teams.tabs.accounts}
                        columns={COLUMNS}
                        rows={accounts.data.items}
                        rowKey={(account) => account.id}
                    >
                        {accounts.data.items.length === 0 && (
                            <Empty title={en.accounts.none} text={en.accounts.noneText} />
                        )}
                    </Table>
                    <Pager cursor={cursor} next={accounts.data.next} onGo={setCursor} />
                </>
            )}
            {creating && (
                <CreateDialog
                    title={en.accounts.createTitle(team.name)}
                    action={en.accounts.create}
                    fields={[
                        { name: 'name', label: en.tokens.name, isRequired: true },
                        {
                            name: 'role',
                            label: en.members.role,
                            initial: 'MEMBER',
                            choices: (['MEMBER', 'TEAM_ADMIN'] as const).map((value) => ({
                                value,
                                label: en.roles[value],
                            })),
                        },
                    ]}
                    onSubmit={async ({ name = '', role }) => {
                        await client.POST('/api/v1/tenants/{tenant}/teams/{team}/service-accounts', {
                            params: { path },
                            body: { name, role: role === 'TEAM_ADMIN' ? 'TEAM_ADMIN' : 'MEMBER' },
                        });
                        await accounts.refetch();
                    }}
                    onClose={() => setCreating(false)}
                />
            )}
        </div>
    );
}

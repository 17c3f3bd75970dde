import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '~/api/client';
import type { components } from '~/api/schema';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { CreateDialog } from '~/components/CreateDialog';
import { Moment } from '~/components/Moment';
import { openRows, toggleRow } from '~/components/openRows';
import { Pager, rowsInAll } from '~/components/Pager';
import { may } from '~/components/rights';
import { Status } from '~/components/Status';
import type { Scope, Team, Tenant } from '~/components/shell/useScope';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { Toggle } from '~/components/Toggle';
import { en } from '~/messages/en';
import { AccessTokens } from './AccessTokens';
import { EditAccountDialog } from './EditAccountDialog';
import { ROLES } from './MemberTable';
import classes from './Tokens.module.css';
import { PAGE_SIZE, type TokensSearch } from './tokenSearch';

type Account = components['schemas']['ServiceAccountView'];

type Action = 'edit' | 'delete';

function columnsFor(
    open: ReadonlySet<string>,
    onToggle: ((account: Account) => void) | undefined,
    onAction: ((account: Account, action: Action) => void) | undefined,
): readonly Column<Account>[] {
    const columns: (Column<Account> | false)[] = [
        {
            id: 'name',
            label: en.tokens.name,
            isWide: true,
            cell: (account) =>
                onToggle ? (
                    <Toggle name={account.name} isOpen={open.has(account.id)} onToggle={() => onToggle(account)} />
                ) : (
                    account.name
                ),
            title: (account) => account.name,
        },
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
        onAction !== undefined && {
            id: 'actions',
            label: en.table.actions,
            isLabelHidden: true,
            isNumber: true,
            isWhole: true,
            cell: (account) => (
                <Menu position="bottom-end" width={160} shadow="md">
                    <Menu.Target>
                        <ActionIcon
                            variant="subtle"
                            color="var(--kw-text-muted)"
                            size="sm"
                            aria-label={en.accounts.menu(account.name)}
                        >
                            <IconDots size={16} aria-hidden="true" />
                        </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                        <Menu.Item onClick={() => onAction(account, 'edit')}>{en.accounts.edit}</Menu.Item>
                        <Menu.Divider />
                        <Menu.Item color="var(--kw-danger)" onClick={() => onAction(account, 'delete')}>
                            {en.accounts.remove}
                        </Menu.Item>
                    </Menu.Dropdown>
                </Menu>
            ),
        },
    ];
    return columns.filter((column) => column !== false);
}

/** Service accounts of a team. */
export function AccountTable({
    tenant,
    team,
    scope,
    search,
}: {
    tenant: Tenant;
    team: Team;
    scope: Scope;
    search: TokensSearch;
}) {
    const navigate = useNavigate();
    const { cursor } = search;
    const [creating, setCreating] = useState(false);
    const open = openRows(search.open);
    const [acting, setActing] = useState<{ readonly account: Account; readonly action: Action } | null>(null);
    const path = { tenant: tenant.id, team: team.id };
    const accounts = api.useQuery(
        'get',
        '/api/v1/tenants/{tenant}/teams/{team}/service-accounts',
        { params: { path, query: { cursor, limit: PAGE_SIZE } } },
        { placeholderData: keepPreviousData },
    );
    const remove = api.useMutation('delete', '/api/v1/tenants/{tenant}/teams/{team}/service-accounts/{serviceAccount}');
    const mayChange = may(scope.roles, 'changeMembers', tenant.id, team.id);
    const toggle = (account: Account) =>
        void navigate({
            to: '/tokens',
            search: (old) => ({ ...old, open: toggleRow(search.open, account.id) }),
            replace: true,
            resetScroll: false,
        });
    const goTo = (next: string | undefined) =>
        void navigate({ to: '/tokens', search: (old) => ({ ...old, cursor: next, open: undefined }) });
    const done = () => {
        setActing(null);
        void accounts.refetch();
    };
    return (
        <div className={classes.stack}>
            {mayChange && (
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
                        columns={columnsFor(
                            open,
                            may(scope.roles, 'readAccessTokens', tenant.id, team.id) ? toggle : undefined,
                            mayChange
                                ? (account, action) => {
                                      remove.reset();
                                      setActing({ account, action });
                                  }
                                : undefined,
                        )}
                        detail={(account) =>
                            open.has(account.id) && <AccessTokens account={account} mayChange={mayChange} />
                        }
                        rows={accounts.data.items}
                        rowKey={(account) => account.id}
                        count={rowsInAll(accounts.data, cursor)}
                    >
                        {accounts.data.items.length === 0 && (
                            <Empty title={en.accounts.none} text={en.accounts.noneText} />
                        )}
                    </Table>
                    <Pager cursor={cursor} next={accounts.data.next} onGo={goTo} />
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
                            choices: ROLES,
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
            {acting?.action === 'edit' && (
                <EditAccountDialog account={acting.account} onClose={() => setActing(null)} onDone={done} />
            )}
            {acting?.action === 'delete' && (
                <ConfirmDialog
                    title={en.accounts.deleteTitle(acting.account.name)}
                    text={en.accounts.deleteText}
                    action={en.accounts.remove}
                    phrase={acting.account.name}
                    danger
                    isPending={remove.isPending}
                    error={remove.error}
                    onConfirm={() =>
                        remove.mutate(
                            { params: { path: { ...path, serviceAccount: acting.account.id } } },
                            { onSuccess: done },
                        )
                    }
                    onClose={() => setActing(null)}
                />
            )}
        </div>
    );
}

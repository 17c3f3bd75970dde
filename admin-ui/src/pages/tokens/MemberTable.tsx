import { Button } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '~/api/client';
import type { components } from '~/api/schema';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { CreateDialog } from '~/components/CreateDialog';
import { Moment } from '~/components/Moment';
import { Pager, rowsInAll } from '~/components/Pager';
import { may } from '~/components/rights';
import type { Scope, Team, Tenant } from '~/components/shell/useScope';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import classes from './Tokens.module.css';
import { PAGE_SIZE, type TokensSearch } from './tokenSearch';

type Grant = components['schemas']['GrantView'];

/** Roles that are held over a team. */
export const ROLES = (['MEMBER', 'TEAM_ADMIN'] as const).map((value) => ({ value, label: en.roles[value] }));

/** People with a role over a team. */
export function MemberTable({
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
    const [adding, setAdding] = useState(false);
    const [changing, setChanging] = useState<Grant | null>(null);
    const [leaving, setLeaving] = useState<Grant | null>(null);
    const path = { tenant: tenant.id, team: team.id };
    const members = api.useQuery(
        'get',
        '/api/v1/tenants/{tenant}/teams/{team}/members',
        { params: { path, query: { cursor, limit: PAGE_SIZE } } },
        { placeholderData: keepPreviousData },
    );
    const remove = api.useMutation('delete', '/api/v1/tenants/{tenant}/teams/{team}/members/{grant}');
    const mayChange = may(scope.roles, 'changeMembers', tenant.id, team.id);
    const columns: (Column<Grant> | false)[] = [
        { id: 'name', label: en.tokens.name, cell: (grant) => grant.name, title: (grant) => grant.name },
        { id: 'login', label: en.signIn.login, cell: (grant) => grant.login, title: (grant) => grant.login },
        { id: 'role', label: en.members.role, cell: (grant) => en.roles[grant.role] },
        { id: 'since', label: en.members.since, cell: (grant) => <Moment iso={grant.createdAt} /> },
        mayChange && {
            id: 'actions',
            label: en.table.actions,
            isLabelHidden: true,
            isNumber: true,
            isWhole: true,
            cell: (grant) => (
                <span className={classes.rowActions}>
                    <Button
                        size="compact-sm"
                        variant="default"
                        disabled={grant.source === 'OIDC'}
                        title={grant.source === 'OIDC' ? en.members.byRule : undefined}
                        aria-label={en.members.changeRoleOf(grant.name)}
                        onClick={() => setChanging(grant)}
                    >
                        {en.members.changeRole}
                    </Button>
                    <Button
                        size="compact-sm"
                        variant="default"
                        disabled={grant.source === 'OIDC'}
                        title={grant.source === 'OIDC' ? en.members.byRule : undefined}
                        aria-label={en.members.removeOne(grant.name)}
                        onClick={() => {
                            remove.reset();
                            setLeaving(grant);
                        }}
                    >
                        {en.members.remove}
                    </Button>
                </span>
            ),
        },
    ];
    return (
        <div className={classes.stack}>
            {mayChange && (
                <div className={classes.bar}>
                    <span className={classes.push}>
                        <Button onClick={() => setAdding(true)}>{en.members.add}</Button>
                    </span>
                </div>
            )}
            {members.isPending ? (
                <RowsSkeleton rows={4} />
            ) : members.isError ? (
                <Failure error={members.error} onRetry={() => void members.refetch()} />
            ) : (
                <>
                    <Table
                        label={en.teams.tabs.members}
                        columns={columns.filter((column) => column !== false)}
                        rows={members.data.items}
                        rowKey={(grant) => grant.id}
                        count={rowsInAll(members.data, cursor)}
                    >
                        {members.data.items.length === 0 && (
                            <Empty title={en.members.none} text={en.members.noneText} />
                        )}
                    </Table>
                    <Pager
                        cursor={cursor}
                        next={members.data.next}
                        onGo={(next) => void navigate({ to: '/tokens', search: (old) => ({ ...old, cursor: next }) })}
                    />
                </>
            )}
            {adding && (
                <CreateDialog
                    title={en.members.addTo(team.name)}
                    action={en.members.add}
                    fields={[
                        {
                            name: 'login',
                            label: en.signIn.login,
                            description: en.members.loginHint,
                            isRequired: true,
                        },
                        {
                            name: 'role',
                            label: en.members.role,
                            initial: 'MEMBER',
                            choices: ROLES,
                        },
                    ]}
                    onSubmit={async ({ login = '', role }) => {
                        await client.POST('/api/v1/tenants/{tenant}/teams/{team}/members', {
                            params: { path },
                            body: { userId: null, login, role: role === 'TEAM_ADMIN' ? 'TEAM_ADMIN' : 'MEMBER' },
                        });
                        await members.refetch();
                    }}
                    onClose={() => setAdding(false)}
                />
            )}
            {changing && (
                <CreateDialog
                    title={en.members.roleTitle(changing.name, team.name)}
                    action={en.save}
                    fields={[{ name: 'role', label: en.members.role, initial: changing.role, choices: ROLES }]}
                    onSubmit={async ({ role }) => {
                        await client.PUT('/api/v1/tenants/{tenant}/teams/{team}/members/{grant}', {
                            params: { path: { ...path, grant: changing.id } },
                            body: { role: role === 'TEAM_ADMIN' ? 'TEAM_ADMIN' : 'MEMBER', teamId: null },
                        });
                        await members.refetch();
                    }}
                    onClose={() => setChanging(null)}
                />
            )}
            {leaving && (
                <ConfirmDialog
                    title={en.members.removeTitle(leaving.name, team.name)}
                    text={en.members.removeText}
                    action={en.members.remove}
                    danger
                    isPending={remove.isPending}
                    error={remove.error}
                    onConfirm={() =>
                        remove.mutate(
                            { params: { path: { ...path, grant: leaving.id } } },
                            {
                                onSuccess: () => {
                                    setLeaving(null);
                                    void members.refetch();
                                },
                            },
                        )
                    }
                    onClose={() => setLeaving(null)}
                />
            )}
        </div>
    );
}

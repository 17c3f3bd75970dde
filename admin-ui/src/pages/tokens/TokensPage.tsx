import { Button, Tabs } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Banner } from '~/components/Banner';
import { Page } from '~/components/Page';
import { may, maySomewhere } from '~/components/rights';
import { type Scope, useScope } from '~/components/shell/useScope';
import { Failure, RowsSkeleton } from '~/components/states';
import { en } from '~/messages/en';
import { BudgetStrip } from '~/pages/policy/BudgetStrip';
import { PolicySection } from '~/pages/policy/PolicySection';
import { AccountTable } from './AccountTable';
import { MemberTable } from './MemberTable';
import { ScopeSettings } from './ScopeSettings';
import { TagNames } from './TagNames';
import { TeamTable } from './TeamTable';
import { TenantTable } from './TenantTable';
import { TokenTable } from './TokenTable';
import type { Tab, TokensSearch } from './tokenSearch';

/** The parts that a page about this scope has, for these roles. */
export function tabsOf(scope: Pick<Scope, 'search' | 'roles' | 'tenant'>): readonly Tab[] {
    if (scope.search.team !== undefined) {
        const mayChange = may(scope.roles, 'changeTeams', scope.tenant?.id);
        return ['tokens', 'limits', 'members', 'accounts', ...(mayChange ? (['settings'] as const) : [])];
    }
    if (scope.search.tenant !== undefined) {
        return [
            'tokens',
            'teams',
            ...(may(scope.roles, 'readTenantLimits', scope.tenant?.id) ? (['limits', 'tags'] as const) : []),
            ...(may(scope.roles, 'changeTenants', scope.tenant?.id) ? (['settings'] as const) : []),
        ];
    }
    return ['tokens', 'tenants'];
}

/** Tokens, and what they belong to: a tenant with its teams, or a team with its people. */
export function TokensPage({ search }: { search: TokensSearch }) {
    const scope = useScope();
    const navigate = useNavigate();
    const title = scope.team?.name ?? scope.tenant?.name ?? en.nav.tokens;
    if (scope.error !== null) {
        return (
            <Page title={en.nav.tokens}>
                <Failure error={scope.error} onRetry={scope.refetch} />
            </Page>
        );
    }
    if (scope.isPending) {
        return (
            <Page title={en.nav.tokens}>
                <RowsSkeleton rows={10} />
            </Page>
        );
    }
    const tabs = tabsOf(scope);
    const tab = tabs.find((one) => one === search.tab) ?? 'tokens';
    return (
        <Page
            title={title}
            note={scope.team ? en.teams.teamOf(scope.tenant?.name ?? '') : scope.tenant?.description || undefined}
            action={tab === 'tokens' && <IssueButton scope={scope} />}
        >
            <Blocked scope={scope} />
            <Tabs
                value={tab}
                keepMounted={false}
                onChange={(next) =>
                    void navigate({
                        to: '/tokens',
                        search: (old) => ({
                            tenant: old.tenant,
                            team: old.team,
                            tab: next === 'tokens' ? undefined : (next as Tab),
                        }),
                    })
                }
            >
                <Tabs.List>
                    {tabs.map((one) => (
                        <Tabs.Tab key={one} value={one}>
                            {en.teams.tabs[one]}
                        </Tabs.Tab>
                    ))}
                </Tabs.List>
                {tabs.map((one) => (
                    <Tabs.Panel key={one} value={one} pt="md">
                        <TabContent tab={one} scope={scope} search={search} />
                    </Tabs.Panel>
                ))}
            </Tabs>
        </Page>
    );
}

function TabContent({ tab, scope, search }: { tab: Tab; scope: Scope; search: TokensSearch }) {
    const tenant = scope.tenant;
    const team = scope.team;
    const key = `${tenant?.id} ${team?.id}`;
    switch (tab) {
        case 'tokens':
            return (
                <>
                    {tenant && team && <BudgetStrip target={{ tenant: tenant.id, team: team.id }} zone={tenant.zone} />}
                    <TokenTable key={key} scope={scope} search={search} />
                </>
            );
        case 'tenants':
            return <TenantTable scope={scope} search={search} />;
        case 'teams':
            return tenant && <TeamTable key={key} tenant={tenant} scope={scope} search={search} />;
        case 'members':
            return (
                tenant && team && <MemberTable key={key} tenant={tenant} team={team} scope={scope} search={search} />
            );
        case 'accounts':
            return (
                tenant && team && <AccountTable key={key} tenant={tenant} team={team} scope={scope} search={search} />
            );
        case 'limits':
            return (
                tenant && (
                    <PolicySection
                        key={key}
                        target={{ tenant: tenant.id, team: team?.id }}
                        zone={tenant.zone}
                        mayChange={
                            team
                                ? may(scope.roles, 'changeTeamLimits', tenant.id, team.id)
                                : may(scope.roles, 'changeTenantLimits', tenant.id)
                        }
                    />
                )
            );
        case 'settings':
            return tenant && <ScopeSettings key={key} tenant={tenant} team={team} />;
        case 'tags':
            return (
                tenant && (
                    <TagNames key={key} tenant={tenant} mayChange={may(scope.roles, 'changeTenants', tenant.id)} />
                )
            );
    }
}

function Blocked({ scope }: { scope: Scope }) {
    const what = scope.tenant?.blockedAt ? 'tenant' : scope.team?.blockedAt ? 'team' : null;
    return what && <Banner kind="warning">{en.teams.blocked[what]}</Banner>;
}

/** Absent for whoever may not issue any here; disabled if the state forbids it. */
function IssueButton({ scope }: { scope: Pick<Scope, 'roles' | 'tenant' | 'team'> }) {
    const { roles, tenant, team } = scope;
    const mayHere = team
        ? may(roles, 'changeTokens', team.tenantId, team.id)
        : maySomewhere(
              roles.filter((role) => !tenant || role.tenantId === null || role.tenantId === tenant.id),
              'changeTokens',
          );
    if (!mayHere) {
        return null;
    }
    if (tenant?.blockedAt || team?.blockedAt) {
        return (
            <Button disabled title={en.issue.blocked}>
                {en.issue.open}
            </Button>
        );
    }
    return <Button renderRoot={(props) => <Link to="/tokens/new" {...props} />}>{en.issue.open}</Button>;
}

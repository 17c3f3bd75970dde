import { type QueryClient, queryOptions, skipToken, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { client } from '~/api/client';
import type { components } from '~/api/schema';
import { installationQuery, type NamedRole } from '~/api/session';
import { type ScopeSearch, scopeFor } from './scope';

export type Tenant = components['schemas']['TenantView'];
export type Team = components['schemas']['TeamView'];

/** What a page is about. */
export interface Scope {
    readonly roles: readonly NamedRole[];
    /** As the address has it. */
    readonly search: ScopeSearch;
    /** Undefined while it is being loaded, and outside of a tenant. */
    readonly tenant: Tenant | undefined;
    readonly team: Team | undefined;
    readonly isPending: boolean;
    readonly error: unknown;
    readonly refetch: () => void;
}

/** A tenant, by ID or name; undefined: none. */
export function tenantQuery(tenant: string | undefined) {
    return queryOptions({
        queryKey: ['tenant', tenant],
        queryFn:
            tenant === undefined
                ? skipToken
                : async ({ signal }) => {
                      const path = { tenant };
                      return (await client.GET('/api/v1/tenants/{tenant}', { params: { path }, signal }))
                          .data as Tenant;
                  },
    });
}

function teamQuery(tenant: string | undefined, team: string | undefined) {
    return queryOptions({
        queryKey: ['team', tenant, team],
        queryFn:
            tenant === undefined || team === undefined
                ? skipToken
                : async ({ signal }) => {
                      const path = { tenant, team };
                      const { data } = await client.GET('/api/v1/tenants/{tenant}/teams/{team}', {
                          params: { path },
                          signal,
                      });
                      return data as Team;
                  },
    });
}

/** Asks for what is known of a scope, before a page needs it. */
export function prefetchScope(queries: QueryClient, { tenant, team }: ScopeSearch) {
    if (tenant !== undefined) {
        void queries.prefetchQuery(tenantQuery(tenant));
        if (team !== undefined) {
            void queries.prefetchQuery(teamQuery(tenant, team));
        }
    }
}

/** Scope of the address, with what is known of its tenant and team. */
export function useScope(): Scope {
    const { data: installation } = useSuspenseQuery(installationQuery);
    const roles = installation.signedIn?.roles ?? [];
    const search = scopeFor(useSearch({ strict: false }) as ScopeSearch, roles);
    const { tenant: tenantId, team: teamId } = search;
    const tenant = useQuery(tenantQuery(tenantId));
    const team = useQuery(teamQuery(tenantId, teamId));
    return {
        roles,
        search,
        tenant: tenantId === undefined ? undefined : tenant.data,
        team: teamId === undefined ? undefined : team.data,
        isPending: (tenantId !== undefined && tenant.isPending) || (teamId !== undefined && team.isPending),
        error: tenant.error ?? team.error,
        refetch: () => {
            void tenant.refetch();
            void team.refetch();
        },
    };
}

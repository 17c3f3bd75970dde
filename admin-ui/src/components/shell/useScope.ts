import { skipToken, useQuery, useSuspenseQuery } from '@tanstack/react-query';
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

/** Scope of the address, with what is known of its tenant and team. */
export function useScope(): Scope {
    const { data: installation } = useSuspenseQuery(installationQuery);
    const roles = installation.signedIn?.roles ?? [];
    const search = scopeFor(useSearch({ strict: false }) as ScopeSearch, roles);
    const { tenant: tenantId, team: teamId } = search;
    const tenant = useQuery({
        queryKey: ['tenant', tenantId],
        queryFn:
            tenantId === undefined
                ? skipToken
                : async ({ signal }) => {
                      const path = { tenant: tenantId };
                      return (await client.GET('/api/v1/tenants/{tenant}', { params: { path }, signal }))
                          .data as Tenant;
                  },
    });
    const team = useQuery({
        queryKey: ['team', tenantId, teamId],
        queryFn:
            tenantId === undefined || teamId === undefined
                ? skipToken
                : async ({ signal }) => {
                      const path = { tenant: tenantId, team: teamId };
                      const { data } = await client.GET('/api/v1/tenants/{tenant}/teams/{team}', {
                          params: { path },
                          signal,
                      });
                      return data as Team;
                  },
    });
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

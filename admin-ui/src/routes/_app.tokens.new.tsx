import { createFileRoute } from '@tanstack/react-router';
import { installationQuery } from '~/api/session';
import { idsOf, readScope, scopeFor } from '~/components/shell/scope';
import { policyQuery } from '~/pages/policy/policyApi';
import { IssuePage } from '~/pages/tokens/IssuePage';

export const Route = createFileRoute('/_app/tokens/new')({
    loader: async ({ context, location }) => {
        const { signedIn } = await context.queries.ensureQueryData(installationQuery);
        const search = readScope(location.search as Record<string, unknown>);
        const ids = idsOf(scopeFor(search, signedIn?.roles ?? []));
        if (ids?.tenantId !== undefined && ids.teamId !== undefined) {
            void context.queries.prefetchQuery(policyQuery({ tenant: ids.tenantId, team: ids.teamId }));
        }
    },
    component: IssuePage,
});

import { createFileRoute, redirect } from '@tanstack/react-router';
import { installationQuery } from '~/api/session';
import { maySomewhere } from '~/components/rights';
import { OverviewPage } from '~/pages/overview/OverviewPage';
import { readOverviewSearch } from '~/pages/overview/overviewData';

export const Route = createFileRoute('/_app/')({
    validateSearch: readOverviewSearch,
    loader: async ({ context }) => {
        const installation = await context.queries.ensureQueryData(installationQuery);
        if (installation.signedIn && !maySomewhere(installation.signedIn.roles, 'readOverview')) {
            throw redirect({ to: '/access', replace: true });
        }
    },
    component: () => <OverviewPage search={Route.useSearch()} />,
});

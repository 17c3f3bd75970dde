import { createFileRoute, redirect } from '@tanstack/react-router';
import { installationQuery } from '~/api/session';
import { takeStartPage } from '~/app/startPage';
import { maySomewhere } from '~/components/rights';
import { ownTeam } from '~/components/shell/scope';
import { OverviewPage } from '~/pages/overview/OverviewPage';
import { readOverviewSearch } from '~/pages/overview/overviewData';

export const Route = createFileRoute('/_app/')({
    validateSearch: readOverviewSearch,
    loader: async ({ context }) => {
        const { signedIn } = await context.queries.ensureQueryData(installationQuery);
        const start = takeStartPage();
        if (start !== null) {
            throw redirect({ href: start, replace: true });
        }
        if (signedIn && !maySomewhere(signedIn.roles, 'readOverview')) {
            const team = ownTeam(signedIn.roles);
            throw redirect(
                team === null ? { to: '/access', replace: true } : { to: '/tokens', search: team, replace: true },
            );
        }
    },
    component: () => <OverviewPage search={Route.useSearch()} />,
});

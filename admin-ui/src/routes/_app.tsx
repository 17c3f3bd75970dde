import { createFileRoute, Outlet, redirect, retainSearchParams } from '@tanstack/react-router';
import { installationQuery, sessionQuery } from '~/api/session';
import { SignInAgain } from '~/components/SignInAgain';
import { Shell } from '~/components/shell/Shell';
import { readScope, type ScopeSearch } from '~/components/shell/scope';
import { prefetchScope } from '~/components/shell/useScope';

export const Route = createFileRoute('/_app')({
    validateSearch: (search: Record<string, unknown>): ScopeSearch => readScope(search),
    search: { middlewares: [retainSearchParams(['tenant', 'team'])] },
    loader: async ({ context, location }) => {
        prefetchScope(context.queries, readScope(location.search as Record<string, unknown>));
        const [me] = await Promise.all([
            context.queries.ensureQueryData(sessionQuery),
            context.queries.ensureQueryData(installationQuery),
        ]);
        if (!me) {
            context.queries.removeQueries();
            throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
        }
        if (me.passwordDue) {
            throw redirect({ to: '/password' });
        }
    },
    component: () => (
        <>
            <Shell>
                <Outlet />
            </Shell>
            <SignInAgain />
        </>
    ),
});

import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { ErrorPage, NotFoundPage, PageSkeleton } from '~/components/states';
import { routeTree } from '../routeTree.gen';

export function makeRouter(queries: QueryClient) {
    return createRouter({
        routeTree,
        context: { queries },
        defaultPreload: 'intent',
        defaultPendingMs: 150,
        defaultPendingMinMs: 0,
        defaultPendingComponent: PageSkeleton,
        defaultErrorComponent: ErrorPage,
        defaultNotFoundComponent: NotFoundPage,
        scrollRestoration: true,
    });
}

declare module '@tanstack/react-router' {
    interface Register {
        router: ReturnType<typeof makeRouter>;
    }
}

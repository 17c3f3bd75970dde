import createClient, { type Middleware } from 'openapi-fetch';
import createQueries from 'openapi-react-query';
import { apiFetch, errorOf } from './fetch';
import type { paths } from './schema';

const failures: Middleware = {
    async onResponse({ response }) {
        if (!response.ok) {
            throw await errorOf(response);
        }
    },
};

/** Client of the API. A response that is an error is thrown as an ApiError. */
export const client = createClient<paths>({ baseUrl: window.location.origin, fetch: apiFetch });
client.use(failures);

/** The same for React Query. */
export const api = createQueries(client);

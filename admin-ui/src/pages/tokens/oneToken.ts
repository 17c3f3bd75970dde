import { api } from '~/api/client';

/** A token, by ID. */
export function oneTokenQuery(id: string) {
    return api.queryOptions('get', '/api/v1/tokens/{token}', { params: { path: { token: id } } });
}

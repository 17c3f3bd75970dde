import { api } from '~/api/client';
import { MOST_POOLS } from './poolSearch';

/** All pools. */
export const poolsQuery = api.queryOptions('get', '/api/v1/key-pools', { params: { query: { limit: MOST_POOLS } } });

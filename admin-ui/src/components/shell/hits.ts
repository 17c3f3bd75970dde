import type { components } from '~/api/schema';
import { en } from '~/messages/en';

export type Hit = components['schemas']['SearchHit'];

/** Where a hit is shown; null: on no page yet. */
export type Destination =
    | { readonly to: '/tokens'; readonly search: { readonly tenant: string; readonly team: string | undefined } }
    | { readonly to: '/tokens/$token'; readonly params: { readonly token: string } }
    | { readonly to: '/providers'; readonly search: { readonly pool: string; readonly q?: string } }
    | {
          readonly to: '/requests';
          readonly search: { readonly answered: string; readonly provider?: string } | { readonly model: string };
      };

export function destination(hit: Hit): Destination | null {
    switch (hit.kind) {
        case 'TENANT':
            return { to: '/tokens', search: { tenant: hit.id, team: undefined } };
        case 'TEAM':
            return hit.tenantId === null ? null : { to: '/tokens', search: { tenant: hit.tenantId, team: hit.id } };
        case 'SERVICE_ACCOUNT':
            return hit.tenantId === null || hit.teamId === null
                ? null
                : { to: '/tokens', search: { tenant: hit.tenantId, team: hit.teamId } };
        case 'TOKEN':
            return { to: '/tokens/$token', params: { token: hit.id } };
        case 'PROVIDER':
            return { to: '/providers', search: { pool: hit.detail } };
        case 'PROVIDER_KEY':
            return hit.providerId === null
                ? null
                : { to: '/providers', search: { pool: hit.providerId, q: hit.detail === '' ? hit.name : hit.detail } };
        case 'MODEL':
            return {
                to: '/requests',
                search: { answered: hit.name, ...(hit.providerId === null ? {} : { provider: hit.providerId }) },
            };
        case 'ALIAS':
            return { to: '/requests', search: { model: hit.name } };
        default:
            return null;
    }
}

/** What a hit is in, and what tells it from others of its name. */
export function describe(hit: Hit): string {
    const place = [hit.tenantName, hit.teamName, hit.providerName].filter((name) => name !== null).join(' › ');
    const hasSecret = hit.kind === 'TOKEN' || hit.kind === 'PROVIDER_KEY';
    const ending = hasSecret && hit.detail !== '' ? en.commands.ending(hit.detail) : '';
    return [place, ending].filter((part) => part !== '').join(' · ');
}

const REQUEST_ID = /^req_[0-9a-f]{32}$/;

/** Whether a text has the form of the x-request-id of a request. */
export function isRequestId(text: string): boolean {
    return REQUEST_ID.test(text);
}

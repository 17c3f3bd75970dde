import type { components } from '~/api/schema';
import { en } from '~/messages/en';

export type Hit = components['schemas']['SearchHit'];

/** Where a hit is shown; null: on no page yet. */
export type Destination =
    | { readonly to: '/tokens'; readonly search: { readonly tenant: string; readonly team: string | undefined } }
    | { readonly to: '/tokens/$token'; readonly params: { readonly token: string } };

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
        default:
            return null;
    }
}

/** What a hit is in, and what tells it from others of its name. */
export function describe(hit: Hit): string {
    const place = [hit.tenantName, hit.teamName, hit.providerName].filter((name) => name !== null).join(' › ');
    const ending = hit.kind === 'TOKEN' && hit.detail !== '' ? en.commands.ending(hit.detail) : '';
    return [place, ending].filter((part) => part !== '').join(' · ');
}

const REQUEST_ID = /^req_[0-9a-f]{32}$/;

/** Whether a text has the form of the x-request-id of a request. */
export function isRequestId(text: string): boolean {
    return REQUEST_ID.test(text);
}

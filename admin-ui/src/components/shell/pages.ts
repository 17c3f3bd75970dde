import {
    type Icon,
    IconKey,
    IconLayoutDashboard,
    IconListSearch,
    IconStack2,
    IconUserCircle,
} from '@tabler/icons-react';
import type { NamedRole } from '~/api/session';
import { en } from '~/messages/en';
import { maySomewhere, type Right } from '../rights';

interface PageLink {
    readonly to: '/' | '/access' | '/providers' | '/requests' | '/tokens';
    readonly label: string;
    readonly icon: Icon;
    /** Who sees it; undefined: everybody. */
    readonly right?: Right;
}

interface PageGroup {
    /** Empty: it needs none. */
    readonly label: string;
    readonly pages: readonly PageLink[];
}

const ALL: readonly PageGroup[] = [
    {
        label: '',
        pages: [{ to: '/', label: en.nav.overview, icon: IconLayoutDashboard, right: 'readOverview' }],
    },
    { label: en.nav.observe, pages: [{ to: '/requests', label: en.nav.requests, icon: IconListSearch }] },
    {
        label: en.nav.consumers,
        pages: [
            { to: '/tokens', label: en.nav.tokens, icon: IconKey },
            { to: '/access', label: en.nav.access, icon: IconUserCircle },
        ],
    },
    {
        label: en.nav.providers,
        pages: [{ to: '/providers', label: en.nav.pools, icon: IconStack2, right: 'readPools' }],
    },
];

/** Pages of the navigation that these roles see, by group. */
export function pageGroups(roles: readonly NamedRole[]): readonly PageGroup[] {
    return ALL.map((group) => ({
        ...group,
        pages: group.pages.filter((page) => page.right === undefined || maySomewhere(roles, page.right)),
    })).filter((group) => group.pages.length > 0);
}

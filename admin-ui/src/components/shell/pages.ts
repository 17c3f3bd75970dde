import { type Icon, IconKey, IconListSearch, IconUserCircle } from '@tabler/icons-react';
import { en } from '~/messages/en';

interface PageLink {
    readonly to: '/access' | '/requests' | '/tokens';
    readonly label: string;
    readonly icon: Icon;
}

interface PageGroup {
    readonly label: string;
    readonly pages: readonly PageLink[];
}

/** Pages of the navigation, by group. */
export const pageGroups: readonly PageGroup[] = [
    { label: en.nav.observe, pages: [{ to: '/requests', label: en.nav.requests, icon: IconListSearch }] },
    {
        label: en.nav.consumers,
        pages: [
            { to: '/tokens', label: en.nav.tokens, icon: IconKey },
            { to: '/access', label: en.nav.access, icon: IconUserCircle },
        ],
    },
];

import { useHotkeys, useLocalStorage } from '@mantine/hooks';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { sessionQuery } from '~/api/session';
import { en } from '~/messages/en';
import { useContentFocus } from '../returnFocus';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';
import { Top } from './Top';
import { useSequence } from './useSequence';

const Commands = lazy(() => import('./Commands'));
const Shortcuts = lazy(() => import('./Shortcuts'));

type Overlay = 'commands' | 'shortcuts' | null;

/** Frame of every page: navigation, scope, search and the person's menu. */
export function Shell({ children }: { children: ReactNode }) {
    const { data: me } = useSuspenseQuery(sessionQuery);
    const [narrow, setNarrow] = useLocalStorage({ key: 'keyway.navigation.narrow', defaultValue: false });
    const [overlay, setOverlay] = useState<Overlay>(null);
    const navigate = useNavigate();
    const close = () => setOverlay(null);
    useContentFocus(useLocation({ select: (location) => location.pathname }));

    useHotkeys([
        ['mod+K', () => setOverlay('commands')],
        ['shift+?', () => setOverlay('shortcuts'), { usePhysicalKeys: false }],
    ]);
    useSequence(['g', 'a'], () => void navigate({ to: '/access' }));
    useSequence(['g', 't'], () => void navigate({ to: '/tokens' }));
    useSequence(['g', 'o'], () => void navigate({ to: '/' }));
    useSequence(['g', 'k'], () => void navigate({ to: '/providers' }));
    useSequence(['g', 'r'], () => void navigate({ to: '/requests' }));

    if (!me) {
        return null;
    }
    return (
        <div className={narrow ? `${classes.shell} ${classes.narrow}` : classes.shell}>
            <a className="kw-skip" href="#content">
                {en.skipToContent}
            </a>
            <Navigation narrow={narrow} onNarrow={setNarrow} />
            <div className={classes.body}>
                <Top me={me} onSearch={() => setOverlay('commands')} onShortcuts={() => setOverlay('shortcuts')} />
                <main id="content" className={classes.main} tabIndex={-1}>
                    {children}
                </main>
            </div>
            <Suspense>
                {overlay === 'commands' && <Commands onClose={close} onShortcuts={() => setOverlay('shortcuts')} />}
                {overlay === 'shortcuts' && <Shortcuts onClose={close} />}
            </Suspense>
        </div>
    );
}

import { Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { installationQuery } from '~/api/session';
import { en } from '~/messages/en';
import { Logo } from '../Logo';
import { pageGroups } from './pages';
import { ScopeSwitcher } from './ScopeSwitcher';
import classes from './Shell.module.css';

/** Navigation on the left. */
export function Navigation({ narrow, onNarrow }: { narrow: boolean; onNarrow: (narrow: boolean) => void }) {
    const { data: installation } = useSuspenseQuery(installationQuery);
    const Toggle = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
    const toggle = narrow ? en.nav.expand : en.nav.collapse;
    return (
        <nav className={classes.nav} aria-label={en.nav.main}>
            <div className={classes.brand}>
                <Logo />
                <span className={classes.label}>{en.product}</span>
            </div>
            <ScopeSwitcher narrow={narrow} />
            {pageGroups(installation.signedIn?.roles ?? []).map((group) => (
                <div key={group.label}>
                    {group.label !== '' && <div className={classes.group}>{group.label}</div>}
                    {group.pages.map((page) => (
                        <Tooltip key={page.to} label={page.label} position="right" disabled={!narrow}>
                            <Link
                                to={page.to}
                                activeOptions={{ exact: page.to === '/' }}
                                className={classes.link}
                                aria-label={page.label}
                            >
                                <page.icon size={18} aria-hidden="true" />
                                <span className={classes.label}>{page.label}</span>
                            </Link>
                        </Tooltip>
                    ))}
                </div>
            ))}
            <div className={classes.bottom}>
                <button type="button" className={classes.link} aria-label={toggle} onClick={() => onNarrow(!narrow)}>
                    <Toggle size={18} aria-hidden="true" />
                    <span className={classes.label}>{toggle}</span>
                </button>
            </div>
        </nav>
    );
}

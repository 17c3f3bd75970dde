import { useSuspenseQuery } from '@tanstack/react-query';
import { installationQuery } from '~/api/session';
import { Banner } from '~/components/Banner';
import { Page, Section } from '~/components/Page';
import { Snippets } from '~/components/Snippets';
import { nameOf } from '~/components/shell/scope';
import { en } from '~/messages/en';
import classes from './AccessPage.module.css';
import type { AccessSearch } from './accessSearch';
import { OwnSessions } from './OwnSessions';
import { OwnTokens } from './OwnTokens';

/** What a person has: their tokens, how to call with them, their roles and browsers. */
export function AccessPage({ search }: { search: AccessSearch }) {
    const { data: installation } = useSuspenseQuery(installationQuery);
    const roles = installation.signedIn?.roles ?? [];
    const gatewayUrl = installation.signedIn?.gatewayUrl ?? null;
    return (
        <Page title={en.access.title}>
            <OwnTokens search={search} />
            <Section title={en.access.firstCall}>
                <p>{en.access.firstCallText}</p>
                {gatewayUrl === null ? (
                    <Banner kind="warning">{en.access.gatewayUnknown}</Banner>
                ) : (
                    <Snippets gatewayUrl={gatewayUrl} token="kwy_…" />
                )}
            </Section>
            <Section title={en.access.roles}>
                {roles.length === 0 ? (
                    <p className="kw-muted">{en.access.noRoles}</p>
                ) : (
                    <ul className={classes.roles}>
                        {roles.map((role) => (
                            <li key={`${role.role} ${role.tenantId} ${role.teamId}`}>
                                {en.roleOver(role.role, nameOf(role))}
                            </li>
                        ))}
                    </ul>
                )}
            </Section>
            <OwnSessions />
        </Page>
    );
}

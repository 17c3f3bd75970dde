import { Button, Group } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { installationQuery } from '~/api/session';
import { Banner } from '~/components/Banner';
import { en } from '~/messages/en';
import { Secret } from '~/pages/access/Secret';
import { FirstCall } from './FirstCall';
import classes from './Tokens.module.css';
import type { Issued } from './useIssue';

/** Secret of a token that was just issued, and its first call. */
export function IssuedToken({ issued }: { issued: Issued }) {
    const { data: installation } = useSuspenseQuery(installationQuery);
    const gatewayUrl = installation.signedIn?.gatewayUrl ?? null;
    const isOwned = issued.token.ownerId !== null;
    return (
        <div className={classes.issued}>
            {isOwned ? (
                <Banner kind="info">{en.issue.ownerReveals}</Banner>
            ) : issued.secret === null ? (
                <Banner kind="warning">{en.issue.secretLost}</Banner>
            ) : (
                <>
                    <Secret secret={issued.secret} gatewayUrl={gatewayUrl} />
                    {gatewayUrl === null && <Banner kind="warning">{en.access.gatewayUnknown}</Banner>}
                    <FirstCall token={issued.id} />
                </>
            )}
            <Group>
                <Button renderRoot={(props) => <Link to="/tokens/$token" params={{ token: issued.id }} {...props} />}>
                    {en.issue.toToken}
                </Button>
            </Group>
        </div>
    );
}

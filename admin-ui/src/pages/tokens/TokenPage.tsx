import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { installationQuery } from '~/api/session';
import { labelTexts } from '~/components/labels';
import { Moment } from '~/components/Moment';
import { Page } from '~/components/Page';
import { may } from '~/components/rights';
import { tenantQuery } from '~/components/shell/useScope';
import { Failure, PageSkeleton } from '~/components/states';
import { type Token, TokenStatus } from '~/components/TokenStatus';
import { en } from '~/messages/en';
import { PolicySection } from '~/pages/policy/PolicySection';
import { oneTokenQuery } from './oneToken';
import { Refusals } from './Refusals';
import { TokenActions } from './TokenActions';
import classes from './Tokens.module.css';

/** One token: what it is, what binds it, and what can be done to it. */
export function TokenPage({ id }: { id: string }) {
    const queries = useQueryClient();
    const { data: installation } = useSuspenseQuery(installationQuery);
    const token = useQuery(oneTokenQuery(id));
    const tenantId = token.data?.tenantId;
    const tenant = useQuery(tenantQuery(tenantId));
    if (token.isPending) {
        return <PageSkeleton />;
    }
    if (token.isError) {
        return (
            <Page title={en.tokens.one}>
                <Failure error={token.error} onRetry={() => void token.refetch()} />
            </Page>
        );
    }
    const known = token.data;
    const roles = installation.signedIn?.roles ?? [];
    const mayChange = may(roles, 'changeTokens', known.tenantId, known.teamId);
    const changed = () => void queries.invalidateQueries();
    return (
        <Page
            title={known.name}
            note={
                <>
                    <Link to="/tokens" search={{ tenant: known.tenantId, team: known.teamId }}>
                        {`${known.names?.tenant ?? ''} › ${known.names?.team ?? ''}`}
                    </Link>
                    {known.description !== '' && ` · ${known.description}`}
                </>
            }
            action={mayChange && <TokenActions token={known} onChanged={changed} />}
        >
            <Facts token={known} />
            <PolicySection
                target={{ tenant: known.tenantId, team: known.teamId, token: known.id }}
                zone={tenant.data?.zone ?? 'UTC'}
                mayChange={mayChange && known.status !== 'REVOKED'}
            />
        </Page>
    );
}

function Facts({ token }: { token: Token }) {
    const labels = labelTexts(token.labels);
    return (
        <dl className={classes.facts}>
            <Fact label={en.tokens.status}>
                <TokenStatus status={token.status} />
            </Fact>
            <Fact label={en.tokens.secret}>
                <code>{token.last4 === null ? '–' : `…${token.last4}`}</code>
            </Fact>
            <Fact label={en.tokens.owner}>
                {token.names?.owner ?? token.names?.serviceAccount ?? en.tokens.ownedByTeam}
            </Fact>
            <Fact label={en.tokens.lastUsed}>
                {token.lastUsedAt ? (
                    <Link to="/requests" search={{ token: token.id, range: '30d' }}>
                        <Moment iso={token.lastUsedAt} />
                    </Link>
                ) : (
                    '–'
                )}
            </Fact>
            <Fact label={en.tokens.refused}>
                <Refusals token={token} />
            </Fact>
            <Fact label={en.tokens.expires}>
                {token.expiresAt === null ? en.tokens.never : <Moment iso={token.expiresAt} />}
            </Fact>
            <Fact label={en.tokens.created}>
                <Moment iso={token.createdAt} />
                {token.names?.createdBy && ` ${en.tokens.by(token.names.createdBy)}`}
            </Fact>
            {labels.length > 0 && (
                <Fact label={en.labels.name}>
                    <span title={labels.join(', ')}>{labels.join(', ')}</span>
                </Fact>
            )}
        </dl>
    );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
    return (
        <div>
            <dt>{label}</dt>
            <dd>{children}</dd>
        </div>
    );
}

import { useState } from 'react';
import { Page } from '~/components/Page';
import { maySomewhere } from '~/components/rights';
import { type Scope, useScope } from '~/components/shell/useScope';
import { Failure, Forbidden, RowsSkeleton } from '~/components/states';
import { type NamedChoice, TeamSelect, TenantSelect } from '~/components/TeamSelect';
import { en } from '~/messages/en';
import { EffectiveDraft } from './EffectiveDraft';
import { IssuedToken } from './IssuedToken';
import { IssueForm } from './IssueForm';
import { EMPTY } from './issue';
import classes from './Tokens.module.css';
import { useIssue } from './useIssue';

/** Issues a token: what it is, what will bind it, then its secret. */
export function IssuePage() {
    const scope = useScope();
    if (!maySomewhere(scope.roles, 'changeTokens')) {
        return (
            <Page title={en.issue.title}>
                <Forbidden />
            </Page>
        );
    }
    if (scope.error !== null) {
        return (
            <Page title={en.issue.title}>
                <Failure error={scope.error} onRetry={scope.refetch} />
            </Page>
        );
    }
    return scope.isPending ? (
        <Page title={en.issue.title}>
            <RowsSkeleton rows={6} />
        </Page>
    ) : (
        <Issue key={`${scope.tenant?.id} ${scope.team?.id}`} scope={scope} />
    );
}

function Issue({ scope }: { scope: Scope }) {
    const [tenant, setTenant] = useState<NamedChoice | null>(scope.tenant ?? null);
    const [team, setTeam] = useState<NamedChoice | null>(scope.team ?? null);
    const [draft, setDraft] = useState(EMPTY);
    const issue = useIssue();
    if (issue.issued) {
        return (
            <Page title={en.issue.done(issue.issued.token.name)} takesFocus>
                <IssuedToken issued={issue.issued} />
            </Page>
        );
    }
    return (
        <Page title={en.issue.title}>
            <div className={classes.issue}>
                <IssueForm
                    draft={draft}
                    onChange={(change) => setDraft({ ...draft, ...change })}
                    issue={issue}
                    mayIssue={tenant !== null && team !== null}
                    onSubmit={() => tenant && team && void issue.submit(tenant.id, team.id, draft)}
                >
                    {scope.tenant === undefined && (
                        <TenantSelect
                            label={en.tokens.tenant}
                            chosen={tenant}
                            onChoose={(chosen) => {
                                setTenant(chosen);
                                setTeam(null);
                            }}
                        />
                    )}
                    <TeamSelect
                        key={tenant?.id ?? ''}
                        tenant={tenant?.id}
                        label={en.tokens.team}
                        chosen={team}
                        onChoose={setTeam}
                    />
                </IssueForm>
                <EffectiveDraft target={tenant && team ? { tenant: tenant.id, team: team.id } : null} draft={draft} />
            </div>
        </Page>
    );
}

import { useQuery } from '@tanstack/react-query';
import { Failure, RowsSkeleton } from '~/components/states';
import { formatDate } from '~/components/time';
import { en } from '~/messages/en';
import { PolicyWords } from '~/pages/policy/PolicyWords';
import { policyQuery, type Target } from '~/pages/policy/policyApi';
import { modelWords, withOwn } from '~/pages/policy/words';
import { type Draft, expiresAt } from './issue';
import classes from './Tokens.module.css';

/** What will bind a token that is being entered. */
export function EffectiveDraft({ target, draft }: { target: Target | null; draft: Draft }) {
    const policy = useQuery(policyQuery(target));
    const expires = expiresAt(draft, Date.now());
    return (
        <aside className={classes.aside} aria-labelledby="effective">
            <h2 id="effective">{en.issue.effective}</h2>
            {target === null ? (
                <p className="kw-muted">{en.issue.chooseTeam}</p>
            ) : policy.isPending ? (
                <RowsSkeleton rows={4} />
            ) : policy.isError ? (
                <Failure error={policy.error} onRetry={() => void policy.refetch()} />
            ) : (
                <>
                    <p>{expires === null ? en.issue.neverExpires : en.issue.expiresOn(formatDate(expires))}</p>
                    <PolicyWords policy={{ ...policy.data, ...withOwn(policy.data, draft) }} asked="later" />
                    {draft.models.length > 0 && <p>{en.issue.ownModels(modelWords(draft.models))}</p>}
                </>
            )}
        </aside>
    );
}

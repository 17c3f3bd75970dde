import { Status } from '~/components/Status';
import { en } from '~/messages/en';
import classes from './Policy.module.css';
import type { Policy } from './policyApi';
import { budgetWords, modelWords, rateWords } from './words';

/** What binds a call, in words. */
export function PolicyWords({ policy, asked }: { policy: Policy; asked: 'now' | 'later' }) {
    return (
        <div className={classes.words}>
            {asked === 'now' && (
                <Status state={policy.mayCall ? 'ready' : 'locked'}>
                    {policy.mayCall ? en.policy.mayCall : en.policy.mayNotCall}
                </Status>
            )}
            <ul>
                {policy.refusedBecause
                    .filter((refusal) => asked === 'now' || refusal.code !== 'model_not_found')
                    .map((refusal) => (
                        <li key={refusal.code + refusal.message}>{refusal.message}</li>
                    ))}
                {rateWords(policy).map((word) => (
                    <li key={word}>{word}</li>
                ))}
                <li>{modelWords(policy.allowedModels, policy.modelsCombined)}</li>
                {policy.allowedAddresses !== null && <li>{en.policy.addresses(policy.allowedAddresses.join(', '))}</li>}
                {policy.budgets.length === 0 ? (
                    <li>{en.policy.noBudget}</li>
                ) : (
                    policy.budgets.map((budget) => <li key={budget.id}>{budgetWords(budget)}</li>)
                )}
            </ul>
            {policy.notEnforcedBecause !== null && (
                <p className="kw-muted">{en.policy.notEnforced(policy.notEnforcedBecause)}</p>
            )}
        </div>
    );
}

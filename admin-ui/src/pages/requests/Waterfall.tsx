import { formatMillis } from '~/components/numbers';
import { en } from '~/messages/en';
import classes from './Requests.module.css';
import type { Attempt, Request } from './requestSearch';
import { barOf, chosenWords, codeWords, failure } from './verdict';

/** Attempts of a request, each where it lies in the time of the whole. */
export function Waterfall({ request, attempts }: { request: Request; attempts: readonly Attempt[] }) {
    return (
        <ol className={classes.waterfall}>
            {attempts.map((attempt) => {
                const bar = barOf(attempt, request);
                const failed = attempt.failure !== null;
                return (
                    <li key={attempt.number}>
                        <div className={classes.attempt}>
                            <span title={`${attempt.provider} ${attempt.model}`}>
                                {attempt.number}. {en.requests.modelAt(attempt.model, attempt.provider)}
                                {attempt.keyName !== null &&
                                    `, ${en.requests.byKey(attempt.keyName, attempt.keyLast4 ?? '')}`}
                            </span>
                            <span className={failed ? classes.failed : classes.fine}>
                                {failed ? `✕ ${failure(attempt)}` : `● ${attempt.status}`}
                            </span>
                            <span className="kw-number">{formatMillis(attempt.durationMillis)}</span>
                        </div>
                        <div className={classes.track} aria-hidden="true">
                            <div
                                className={failed ? classes.barFailed : classes.barFine}
                                style={{ marginLeft: `${bar.start}%`, width: `${bar.length}%` }}
                            />
                        </div>
                        <div className="kw-muted">
                            {[
                                chosenWords(attempt.chosen),
                                attempt.next === null ? '' : en.requests.movedOn(codeWords(attempt.next)),
                            ]
                                .filter((part) => part !== '')
                                .join(' ')}
                        </div>
                    </li>
                );
            })}
        </ol>
    );
}

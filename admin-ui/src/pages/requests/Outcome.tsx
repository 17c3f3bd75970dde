import { Origin } from '~/components/Origin';
import { type State, Status } from '~/components/Status';
import { en } from '~/messages/en';
import classes from './Requests.module.css';
import type { Request } from './requestSearch';

const STATES: Record<Request['outcome'], State> = {
    COMPLETED: 'ready',
    REFUSED: 'locked',
    FAILED: 'unusable',
    BROKEN: 'unusable',
    CANCELLED: 'disabled',
    INTERRUPTED: 'disabled',
};

/** How a request ended, and whose error it was. */
export function Outcome({ request }: { request: Request }) {
    const outcome = en.requests.outcomes[request.outcome];
    return (
        <>
            <Status state={STATES[request.outcome]}>
                {request.status === 0 ? (
                    outcome
                ) : (
                    <span title={`${request.status} ${outcome}`}>
                        {request.status}
                        {/* On narrow screens the sign and whose error it was say enough to who sees them. */}
                        <span
                            className={request.errorOrigin === null ? undefined : classes.heard}
                        >{` ${outcome}`}</span>
                    </span>
                )}
            </Status>
            {request.errorOrigin !== null && (
                <>
                    {' · '}
                    <Origin origin={request.errorOrigin} />
                </>
            )}
        </>
    );
}

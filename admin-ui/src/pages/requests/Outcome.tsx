import { Origin } from '~/components/Origin';
import { type State, Status } from '~/components/Status';
import { en } from '~/messages/en';
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
    return (
        <>
            <Status state={STATES[request.outcome]}>
                {request.status === 0
                    ? en.requests.outcomes[request.outcome]
                    : `${request.status} ${en.requests.outcomes[request.outcome]}`}
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

import type { components } from '~/api/schema';
import { en } from '~/messages/en';
import { type State, Status } from './Status';

export type Token = components['schemas']['TokenView'];

const STATES: Record<Token['status'], State> = {
    ACTIVE: 'ready',
    PENDING: 'cooling',
    BLOCKED: 'locked',
    EXPIRED: 'disabled',
    REVOKED: 'disabled',
};

/** State of a token. */
export function TokenStatus({ status }: { status: Token['status'] }) {
    return <Status state={STATES[status]}>{en.tokens.statuses[status]}</Status>;
}

import { Link } from '@tanstack/react-router';
import { formatCount } from '~/components/numbers';
import type { Token } from '~/components/TokenStatus';
import { en } from '~/messages/en';

/** How often a token was refused in the last 24 hours; leads to these requests. */
export function Refusals({ token }: { token: Token }) {
    const count = token.refusedLastDay;
    if (count === undefined || count === null) {
        return '–';
    }
    return count === 0 ? (
        formatCount(0)
    ) : (
        <Link
            to="/requests"
            search={{ token: token.id, outcome: 'REFUSED' }}
            aria-label={en.tokens.refusalsOf(count, token.name)}
        >
            {formatCount(count)}
        </Link>
    );
}

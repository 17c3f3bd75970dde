import { en } from '~/messages/en';
import classes from './Origin.module.css';

/** Where an error came from, in its colour everywhere. */
export function Origin({ origin }: { origin: string }) {
    const known = origin === 'gateway' || origin === 'provider' || origin === 'client' ? origin : null;
    return known === null ? origin : <span className={classes[known]}>{en.requests.origins[known]}</span>;
}

import { Banner } from '~/components/Banner';
import { CopyButton } from '~/components/CopyButton';
import { Snippets } from '~/components/Snippets';
import { en } from '~/messages/en';
import classes from './Secret.module.css';

/** Secret of a token, and how to call with it. */
export function Secret({ secret, gatewayUrl }: { secret: string; gatewayUrl: string | null }) {
    return (
        <>
            <Banner kind="warning">{en.tokens.shownOnce}</Banner>
            <div className={classes.secret}>
                <code className={classes.value}>{secret}</code>
                <CopyButton text={secret} />
            </div>
            {gatewayUrl !== null && <Snippets gatewayUrl={gatewayUrl} token={secret} />}
        </>
    );
}

import { formatCount, fullCount } from '~/components/numbers';
import { en } from '~/messages/en';
import type { Request } from './requestSearch';

/** The model that was asked for, and the one that answered where it is another. */
export function models({ askedModel, model, provider }: Pick<Request, 'askedModel' | 'model' | 'provider'>): string {
    return model === null || model === askedModel || `${provider}/${model}` === askedModel
        ? askedModel
        : `${askedModel} → ${model}`;
}

type Tokens = Pick<Request, 'inputTokens' | 'outputTokens' | 'estimated' | 'attemptCount'>;

/** Tokens that were sent and received. */
export function tokens({ inputTokens, outputTokens, estimated, attemptCount }: Tokens): string {
    return attemptCount === 0
        ? '–'
        : `${estimated ? '≈ ' : ''}${formatCount(inputTokens)} → ${formatCount(outputTokens)}`;
}

/** The same in full. */
export function tokensTitle({ inputTokens, outputTokens }: Tokens): string {
    return en.requests.tokensTitle(fullCount(inputTokens), fullCount(outputTokens));
}

import { EditDialog } from '~/components/EditDialog';
import type { Token } from '~/components/TokenStatus';
import { en } from '~/messages/en';
import { edited, showTokenValue, useTokenEdit } from './useTokenEdit';

/** Blocks a token, or lets it call again. */
export function BlockDialog({ token, onClose, onDone }: { token: Token; onClose: () => void; onDone: () => void }) {
    const was = edited(token);
    const blocks = !was.values.blocked;
    const edit = useTokenEdit(token, onDone);
    return (
        <EditDialog
            title={blocks ? en.tokens.blockTitle(token.name) : en.tokens.unblockTitle(token.name)}
            edit={edit}
            labels={en.tokens.fields}
            show={showTokenValue}
            action={blocks ? en.tokens.block : en.tokens.unblock}
            onSubmit={() => void edit.submit({ ...was.values, blocked: blocks })}
            onReload={onDone}
            onClose={onClose}
        >
            <p>{blocks ? en.tokens.blockText : en.tokens.unblockText}</p>
        </EditDialog>
    );
}

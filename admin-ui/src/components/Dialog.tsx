import { Modal, type ModalProps } from '@mantine/core';
import { en } from '~/messages/en';
import { useReturnFocus } from './returnFocus';

/** Dialog over the page, open as long as it is there. Then what opened it has the focus again. */
export function Dialog(props: Pick<ModalProps, 'title' | 'size' | 'onClose' | 'closeOnClickOutside' | 'children'>) {
    useReturnFocus();
    return <Modal opened closeButtonProps={{ 'aria-label': en.close }} {...props} />;
}

import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import classes from './Toggle.module.css';

/** Name of something that is opened and closed where it stands. */
export function Toggle({
    name,
    size = 14,
    isOpen,
    onToggle,
}: {
    name: string;
    /** Of the mark before it. */
    size?: number;
    isOpen: boolean;
    onToggle: () => void;
}) {
    const Chevron = isOpen ? IconChevronDown : IconChevronRight;
    return (
        <button type="button" className={classes.toggle} aria-expanded={isOpen} onClick={onToggle}>
            <Chevron size={size} aria-hidden="true" />
            <span>{name}</span>
        </button>
    );
}

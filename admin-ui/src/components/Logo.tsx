/** Keyway's mark. */
export function Logo({ size = 28 }: { size?: number }) {
    return (
        <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="7" fill="var(--kw-accent)" />
            <circle cx="12" cy="16" r="4.5" fill="none" stroke="var(--kw-on-accent)" strokeWidth="3" />
            <path
                d="M16.5 16H26m-4 0v4.5"
                stroke="var(--kw-on-accent)"
                strokeWidth="3"
                strokeLinecap="round"
                fill="none"
            />
        </svg>
    );
}

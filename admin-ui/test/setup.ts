import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// A machine that is busy shows things late.
configure({ asyncUtilTimeout: 20_000 });

afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
});

// What Mantine asks of a browser and jsdom lacks.
Object.defineProperty(window, 'matchMedia', {
    value: (query: string) => ({
        matches: false,
        media: query,
        addEventListener: () => {},
        removeEventListener: () => {},
    }),
});
window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
};

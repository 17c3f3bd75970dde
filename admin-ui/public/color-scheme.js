// Sets the colours before the first paint, so that a dark page does not flash.
(() => {
    let chosen = null;
    try {
        chosen = window.localStorage.getItem('mantine-color-scheme-value');
    } catch {
        // Storage may be forbidden: the system decides.
    }
    const dark = chosen === 'dark' || (chosen !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();

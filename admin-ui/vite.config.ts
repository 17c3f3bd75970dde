import { fileURLToPath } from 'node:url';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const api = process.env.KEYWAY_ADMIN_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
    plugins: [
        tanstackRouter({ target: 'react', autoCodeSplitting: true, quoteStyle: 'single', semicolons: true }),
        react(),
    ],
    resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
    build: { target: 'es2023', assetsInlineLimit: 0, sourcemap: false, manifest: 'manifest.json' },
    server: { proxy: { '/api': { target: api, changeOrigin: false } } },
    test: {
        environment: 'jsdom',
        setupFiles: ['./test/setup.ts'],
        include: ['test/**/*.test.{ts,tsx}'],
        testTimeout: 60_000,
    },
});

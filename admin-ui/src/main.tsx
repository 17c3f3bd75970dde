import './styles/mantine';
import './styles/tokens.css';
import './styles/mantine.css';
import './styles/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from './app/queries';
import { makeRouter } from './app/router';
import { theme } from './app/theme';

const nonce = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';
// For the styles that dialogs make to keep the page from scrolling.
setNonce(nonce);
const queries = makeQueryClient();
const router = makeRouter(queries);
const root = document.getElementById('root');

if (root) {
    createRoot(root).render(
        <StrictMode>
            <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
                <QueryClientProvider client={queries}>
                    <RouterProvider router={router} />
                </QueryClientProvider>
            </MantineProvider>
        </StrictMode>,
    );
}

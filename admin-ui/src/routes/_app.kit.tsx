import { createFileRoute } from '@tanstack/react-router';
import { KitPage } from '~/pages/kit/KitPage';

export const Route = createFileRoute('/_app/kit')({ component: KitPage });

import { createFileRoute } from '@tanstack/react-router';
import { IssuePage } from '~/pages/tokens/IssuePage';

export const Route = createFileRoute('/_app/tokens/new')({ component: IssuePage });

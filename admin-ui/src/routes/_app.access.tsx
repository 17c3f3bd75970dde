import { createFileRoute } from '@tanstack/react-router';
import { AccessPage } from '~/pages/access/AccessPage';

export const Route = createFileRoute('/_app/access')({ component: AccessPage });

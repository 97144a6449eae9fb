/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

// Sign-in
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));

// Permissions
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@openpolicy/plugin-permission-backend-module-service-policy'),
);

// Catalog
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-catalog-backend-module-unprocessed'));
backend.add(import('@openpolicy/plugin-catalog-backend-module-golden-path'));

// Service health
backend.add(import('@openpolicy/plugin-service-health-backend'));
backend.add(
  import('@openpolicy/plugin-service-health-backend-module-kubernetes'),
);
backend.add(import('@openpolicy/plugin-service-health-backend-module-argocd'));
backend.add(
  import('@openpolicy/plugin-service-health-backend-module-prometheus'),
);

// Making services: ports, checks, dry runs
backend.add(import('@openpolicy/plugin-golden-path-backend'));

// The stock Kubernetes tab
backend.add(import('@backstage/plugin-kubernetes-backend'));

// Scaffolder, and the hosts that it can make repositories on
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitlab'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(import('@openpolicy/plugin-scaffolder-backend-module-golden-path'));

// Search
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

// Events between plugins and replicas
backend.add(import('@backstage/plugin-events-backend'));

// User settings, notifications, signals
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

// Actions for assistants
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start().catch(error => {
  // Without this the process would stay, answer 503 for ever, and leave the reason to whoever reads the log.
  const reason = String(error?.message ?? error).replace(/\s*\n\s*/g, ' ');
  process.stderr.write(`Error: ${reason}\n`);
  process.exit(1);
});

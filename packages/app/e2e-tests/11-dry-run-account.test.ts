/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect, test } from '@playwright/test';
import { askKubernetes } from './support/kubernetes';

const namespace = 'openpolicy-platform';
const folder = `/api/v1/namespaces/${namespace}`;
const query = 'fieldManager=openpolicy-golden-path&fieldValidation=Strict';
const refusal =
  "ValidatingAdmissionPolicy 'golden-path-dry-run' with binding 'golden-path-dry-run' denied request: This account may only ask with dryRun=All.";

const configMap = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data: { key: 'value' },
});

/** As the account by which the portal asks. */
const ask = (method: string, path: string, body?: object) =>
  askKubernetes('kubernetesDryRun', method, path, body);

test.describe('The account for dry runs', () => {
  test('hears what the cluster would say, and nothing is stored', async () => {
    const path = `${folder}/configmaps/dry-run-1`;
    const answer = await ask(
      'PATCH',
      `${path}?dryRun=All&${query}`,
      configMap('dry-run-1'),
    );
    expect(answer.status).toBe(201);
    expect((await askKubernetes('kubernetesAdmin', 'GET', path)).status).toBe(
      404,
    );
  });

  test('is told of a field that there is not', async () => {
    const answer = await ask(
      'PATCH',
      `${folder}/configmaps/dry-run-2?dryRun=All&${query}`,
      { ...configMap('dry-run-2'), dat: {} },
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.message).toContain('.dat');
  });

  for (const [what, method, path, body] of [
    ['apply', 'PATCH', `${folder}/configmaps/dry-run-3?${query}`],
    ['create', 'POST', `${folder}/configmaps?${query}`],
    [
      'change what is there',
      'PATCH',
      `${folder}/services/api-gateway?${query}&force=true`,
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'api-gateway', namespace, labels: { a: 'b' } },
      },
    ],
  ] as [string, string, string, object?][]) {
    test(`may not ${what}`, async () => {
      const answer = await ask(method, path, body ?? configMap('dry-run-3'));
      expect(answer.status).toBe(403);
      expect(answer.message).toContain(refusal);
    });
  }

  for (const [what, method, path] of [
    ['delete', 'DELETE', `${folder}/services/api-gateway?dryRun=All`],
    ['read secrets', 'GET', '/api/v1/namespaces/argocd/secrets/argocd-secret'],
    [
      'take its own limit away',
      'DELETE',
      '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/golden-path-dry-run',
    ],
  ]) {
    test(`has no right to ${what}`, async () => {
      expect((await ask(method, path)).status).toBe(403);
    });
  }

  test('sees which ports are taken', async () => {
    expect((await ask('GET', '/api/v1/services')).status).toBe(200);
  });
});

/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest } from '../../render/types';

/** Labels by which the document's Helm release picks rules up. */
export const RELEASE = { release: 'prometheus' };

/** A Deployment as the document describes them, with its Service. */
export function makeServiceObjects(
  name: string,
  options: { account?: string } = {},
): Manifest[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, labels: { app: name } },
      spec: {
        selector: { app: name },
        ports: [{ name: 'http', port: 9001 }],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: {
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name, version: 'v1' } },
          spec: {
            serviceAccountName: options.account ?? name,
            containers: [
              {
                name: 'app',
                image: `registry.example.com/${name}:1.0.0`,
                ports: [{ name: 'http', containerPort: 9001 }],
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name },
    },
  ];
}

export function makeMonitor(name: string): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name, labels: RELEASE },
    spec: {
      selector: { matchLabels: { app: name } },
      endpoints: [{ port: 'http' }],
    },
  };
}

/** An alert of the document's list, as people would write it. */
export function makeAlert(name: string, expr: string, time: string) {
  return {
    alert: name,
    expr,
    for: time,
    labels: { severity: 'critical' },
    annotations: { summary: name, runbook_url: 'https://docs.example.com' },
  };
}

/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { stringify } from 'yaml';
import { externalSecretStages } from './externalSecretStages';
import { nodeStages } from './nodeStages';
import { podStages } from './podStages';
import { usageDocuments } from './usage';

/**
 * kwok's whole configuration file. Its stages name kinds of External Secrets, so
 * their CRDs must be served before kwok starts, or it exits.
 *
 * @param podLog - the file that `kubectl logs` shows for every pod.
 * @internal
 */
export function renderKwokConfig(podLog: string): string {
  const documents = [
    ...podStages,
    ...nodeStages,
    ...externalSecretStages,
    ...usageDocuments,
    {
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'ClusterLogs',
      metadata: { name: 'cluster-logs' },
      spec: { logs: [{ logsFile: podLog, follow: false }] },
    },
  ];
  return documents
    .map(document => stringify(document, { lineWidth: 0 }))
    .join('---\n');
}

/** Lines in CRI's log format, which kwok reads. @internal */
export const podLogText = [
  'service started (this log is simulated by the lab)',
  'listening',
  'ready',
]
  .map(
    (line, index) => `2026-01-01T00:00:0${index}.000000000Z stdout F ${line}\n`,
  )
  .join('');

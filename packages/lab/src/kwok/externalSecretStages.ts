/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Stage } from './stage';

const ready = '.status.conditions.[] | select( .type == "Ready" ) | .status';
const labMode = '.metadata.annotations["lab.mode"]';

/** A Ready condition, as External Secrets' operator would write it. */
function readyStage(options: {
  name: string;
  kind: string;
  status: 'True' | 'False';
  reason: string;
  message: string;
  more?: string;
  event?: Stage['spec']['next']['event'];
}): Stage {
  const { name, kind, status, reason, message, more = '', event } = options;
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'external-secrets.io/v1', kind },
      selector: {
        matchExpressions: [
          { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
          status === 'True'
            ? { key: labMode, operator: 'DoesNotExist' }
            : { key: labMode, operator: 'In', values: ['error'] },
          { key: ready, operator: 'NotIn', values: [status] },
        ],
      },
      delay: { durationMilliseconds: 300 },
      next: {
        event,
        statusTemplate: `{{ $now := Now }}
${more}conditions:
- {type: Ready, status: "${status}", reason: ${reason}, message: "${message}", lastTransitionTime: {{ $now | Quote }}}`,
      },
    },
  };
}

/**
 * Status of External Secrets' kinds, whose operator the lab does not run. An
 * annotation `lab.mode` on the object chooses: absent = Ready, `error` = not ready,
 * anything else leaves the status empty. No Secret is written.
 * @internal
 */
export const externalSecretStages: Stage[] = [
  readyStage({
    name: 'externalsecret-ready',
    kind: 'ExternalSecret',
    status: 'True',
    reason: 'SecretSynced',
    message: 'secret synced',
    more: `refreshTime: {{ $now | Quote }}
syncedResourceVersion: {{ printf "%v-lab" .metadata.generation | Quote }}
binding: {name: {{ .metadata.name | Quote }}}
`,
  }),
  readyStage({
    name: 'externalsecret-error',
    kind: 'ExternalSecret',
    status: 'False',
    reason: 'SecretSyncedError',
    message: 'could not get secret data from provider',
    event: {
      type: 'Warning',
      reason: 'UpdateFailed',
      message: 'error processing spec.data',
    },
  }),
  readyStage({
    name: 'secretstore-ready',
    kind: 'SecretStore',
    status: 'True',
    reason: 'Valid',
    message: 'store validated',
    more: 'capabilities: ReadWrite\n',
  }),
  readyStage({
    name: 'clustersecretstore-ready',
    kind: 'ClusterSecretStore',
    status: 'True',
    reason: 'Valid',
    message: 'store validated',
    more: 'capabilities: ReadWrite\n',
  }),
];

/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { STORAGE_VOLUME } from '../../render/manifests/container';
import { binary, eq, max, re, series } from '../promql';
import { AlertSubject } from '../subject';
import {
  describeCheck,
  kubectl,
  podSelector,
  podsCheck,
  query,
} from './checks';
import { RunbookPage, RunbookPages } from './types';

/** What a service is given from outside. */
export const SUPPLY_PAGES: RunbookPages = {
  MetricsMissing: metricsMissing,
  SecretsNotReady: secretsNotReady,
  VolumeFilling: volumeFilling,
};

function metricsMissing(subject: AlertSubject): RunbookPage {
  const { name, namespace } = subject;
  return {
    means:
      'Prometheus cannot read the metrics of ready pods, or knows none of them: other alerts may stay silent.',
    seen: 'Nothing. It is we who do not see.',
    check: [
      query(
        'Which targets Prometheus reads (1) and fails to read (0).',
        series('up', { namespace: eq(namespace), job: eq(name) }),
      ),
      kubectl(
        subject,
        'Whether Prometheus is told to read them.',
        `describe servicemonitor ${name}`,
      ),
      kubectl(
        subject,
        'Whether the Service finds the pods.',
        `get endpointslices --selector kubernetes.io/service-name=${name}`,
      ),
      podsCheck(subject),
    ],
    mend: [
      'The service does not serve its metrics path: compare `spec.runtime.metrics` with what it does.',
      'A network policy keeps Prometheus out: the namespace of Prometheus in the platform must be the one that it runs in.',
      'Prometheus does not pick up the ServiceMonitor: its labels are not those that its operator selects.',
    ],
    call: 'If several services have this alert, Prometheus itself is ill: call whoever runs the monitoring.',
  };
}

function secretsNotReady(subject: AlertSubject): RunbookPage {
  const secret = subject.secret ?? subject.name;
  return {
    means: `External Secrets cannot fill the Secret \`${secret}\`.`,
    seen: 'Nothing while pods run; new ones may not start, and a changed password does not arrive.',
    check: [
      kubectl(
        subject,
        'What the store answered, and for which key.',
        `describe externalsecret ${secret}`,
      ),
      kubectl(
        subject,
        'Whether the Secret is there, and its keys (not its values).',
        `describe secret ${secret}`,
      ),
      {
        say: 'Whether the stores are ready.',
        command: `kubectl get clustersecretstores && kubectl --namespace ${subject.namespace} get secretstores`,
        language: 'sh',
      },
    ],
    mend: [
      'A key is not in the store: add it under the path that `spec.runtime.secrets` names.',
      'The store refuses us: its credential or role has ended.',
      `Mended already: \`kubectl --namespace ${subject.namespace} annotate externalsecret ${secret} force-sync="$(date +%s)" --overwrite\` reads it at once.`,
    ],
    call: 'If several services have this alert, the store is down: call whoever runs it.',
  };
}

function volumeFilling(subject: AlertSubject): RunbookPage {
  const claims = `${STORAGE_VOLUME}-${subject.name}`;
  const bytes = (what: string) =>
    max(
      series(`kubelet_volume_stats_${what}_bytes`, {
        namespace: eq(subject.namespace),
        persistentvolumeclaim: re(`${claims}-[0-9]+`),
      }),
      ['persistentvolumeclaim'],
    );
  return {
    means: 'A volume is nearly full. At the end no write succeeds any more.',
    seen: 'Nothing yet; at 100% what is stored fails, and pods may not start again.',
    check: [
      query(
        'How full each volume is.',
        binary(bytes('used'), '/', bytes('capacity')),
      ),
      kubectl(
        subject,
        'The claims and their sizes.',
        `get persistentvolumeclaims ${podSelector(subject)}`,
      ),
      kubectl(
        subject,
        'What takes the room; the first pod as an example.',
        `exec ${subject.name}-0 -- df -h`,
      ),
      describeCheck(subject),
    ],
    mend: [
      `Enlarge the claim of each pod, if its storage class lets it grow: \`kubectl --namespace ${subject.namespace} edit persistentvolumeclaim ${claims}-0\`, and give \`spec.runtime.workload.storage.size\` the same value.`,
      'Old data can go: shorten what the service keeps.',
      'It grew at once: something writes in a loop; look at the logs and stop that first.',
    ],
    call: 'A storage class that may not grow is a matter of whoever runs the cluster.',
  };
}

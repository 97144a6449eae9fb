/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, listAt, numberAt, textAt, textsAt } from '../access';
import { hasLabels, printLabels, printSelector, selects } from '../labels';
import type { ObjectIndex, ServiceView } from '../ObjectIndex';
import { LintObject, LintRule } from '../types';
import { portNumber } from '../workload';

/*
 * What Prometheus' operator picks up: monitors and rules. It ignores in silence
 * whatever does not fit.
 */

const PICKED_UP: readonly string[] = [
  'ServiceMonitor',
  'PodMonitor',
  'PrometheusRule',
  'Probe',
];

/** @internal */
export const monitorSelects: LintRule = {
  id: 'GP-LINT-130',
  severity: 'error',
  title: 'A ServiceMonitor selects a Service, a PodMonitor pods',
  why: 'Nothing is scraped, every panel is empty, and no alert of the service can fire.',
  check: index =>
    index.isComplete
      ? [
          ...index
            .ofKind('ServiceMonitor')
            .filter(object => monitoredServices(index, object).length === 0),
          ...index
            .ofKind('PodMonitor')
            .filter(object => monitoredPods(index, object).length === 0),
        ].map(object => ({
          object,
          field: 'spec.selector',
          problem: `is '${printSelector(
            at(object.manifest, 'spec', 'selector'),
          )}', which nothing in its namespaces has`,
          fix: "Select by labels of the Service's metadata, not of its pods, and name its namespace.",
        }))
      : [],
};

/** @internal */
export const monitorPort: LintRule = {
  id: 'GP-LINT-131',
  severity: 'error',
  title: 'The port of a monitor is one that the Service names',
  why: 'There is no target: a ServiceMonitor takes the name of a port of the Service, never its number.',
  check: index => [
    ...index.ofKind('ServiceMonitor').flatMap(object => {
      const services = monitoredServices(index, object);
      return listAt(object.manifest, 'spec', 'endpoints').flatMap(
        (endpoint, i) => {
          const port = textAt(endpoint, 'port');
          return port === undefined ||
            services.length === 0 ||
            services.some(
              ({ ports }) => ports?.some(({ name }) => name === port) ?? true,
            )
            ? []
            : {
                object,
                field: `spec.endpoints[${i}].port`,
                problem: `is '${port}', which Service '${services[0].name}' does not name`,
                fix: "Write the name of a port of the Service, as 'metrics'.",
              };
        },
      );
    }),
    ...index.ofKind('PodMonitor').flatMap(object => {
      const workloads = monitoredPods(index, object);
      return listAt(object.manifest, 'spec', 'podMetricsEndpoints').flatMap(
        (endpoint, i) => {
          const port =
            textAt(endpoint, 'port') ?? numberAt(endpoint, 'portNumber');
          return port === undefined ||
            workloads.length === 0 ||
            workloads.some(workload => portNumber(workload, port) !== undefined)
            ? []
            : {
                object,
                field: `spec.podMetricsEndpoints[${i}].port`,
                problem: `is '${port}', which ${workloads[0].object.kind} '${workloads[0].object.name}' does not name`,
                fix: "Write the name of a container's port.",
              };
        },
      );
    }),
  ],
};

/** @internal */
export const pickedUp: LintRule = {
  id: 'GP-LINT-132',
  severity: 'error',
  title: 'Monitors and rules have the labels that Prometheus selects by',
  why: 'The operator ignores them in silence: the alerts are in the cluster and never loaded.',
  check: index => {
    const wanted = index.facts.prometheus?.selectorLabels ?? {};
    return PICKED_UP.flatMap(kind =>
      index
        .ofKind(kind)
        .filter(({ labels }) => !hasLabels(labels, wanted))
        .map(object => ({
          object,
          field: 'metadata.labels',
          problem: `lacks '${printLabels(
            wanted,
          )}', by which Prometheus selects`,
          fix: `Add ${printLabels(wanted)}.`,
        })),
    );
  },
};

/**
 * Values of label `job` that the monitors among the objects make, as Prometheus'
 * operator does: the Service's name, or what its label `jobLabel` says.
 *
 * @internal
 */
export function scrapedJobs(index: ObjectIndex): string[] {
  return [
    ...index.ofKind('ServiceMonitor').flatMap(object => {
      const jobLabel = textAt(object.manifest, 'spec', 'jobLabel') ?? '';
      return monitoredServices(index, object).map(
        ({ name, object: service }) => service?.labels[jobLabel] ?? name,
      );
    }),
    ...index
      .ofKind('PodMonitor')
      .map(({ namespace, name }) => `${namespace}/${name}`),
    ...index
      .ofKind('Probe')
      .map(
        ({ manifest, namespace, name }) =>
          textAt(manifest, 'spec', 'jobName') ?? `probe/${namespace}/${name}`,
      ),
  ];
}

/** Services that a ServiceMonitor selects; facts have no labels to select by. */
function monitoredServices(
  index: ObjectIndex,
  monitor: LintObject,
): ServiceView[] {
  const selector = at(monitor.manifest, 'spec', 'selector');
  return [...index.allServices()].filter(
    ({ object }) =>
      object &&
      isInNamespaces(monitor, object.namespace) &&
      selects(selector, object.labels),
  );
}

function monitoredPods(index: ObjectIndex, monitor: LintObject) {
  const selector = at(monitor.manifest, 'spec', 'selector');
  return index.workloads.filter(
    ({ object, podLabels }) =>
      isInNamespaces(monitor, object.namespace) && selects(selector, podLabels),
  );
}

function isInNamespaces(
  { manifest, namespace }: LintObject,
  wanted: string,
): boolean {
  const selector = at(manifest, 'spec', 'namespaceSelector');
  const names = textsAt(selector, 'matchNames');
  return (
    at(selector, 'any') === true ||
    (names.length > 0 ? names.includes(wanted) : namespace === wanted)
  );
}

/** @internal */
export const monitorRules = [monitorSelects, monitorPort, pickedUp];

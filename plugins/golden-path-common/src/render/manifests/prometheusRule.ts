/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { alertingRules } from '../../alerts/alertingRules';
import { recordingRules } from '../../alerts/recordingRules';
import { linkFor } from '../conventions';
import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * The service's recording and alerting rules, in one group: rules of one group
 * are evaluated in order, two groups would add up to an interval of delay.
 *
 * @internal
 */
export function renderPrometheusRule(context: RenderContext): Manifest[] {
  const { model, service } = context;
  const { namespace, links, prometheus } = model.system.spec;
  const subject = {
    name: service.name,
    namespace,
    title: service.title,
    owner: service.owner,
    spec: service.spec,
    runbookUrl: linkFor(links.runbook, service.name),
    dashboardUrl: linkFor(links.dashboard, service.name),
  };
  const metadata = serviceMetadata(context);
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: {
        ...metadata,
        // An operator silently ignores rules that lack its selector's labels.
        labels: { ...metadata.labels, ...prometheus.selectorLabels },
      },
      spec: {
        groups: [
          {
            name: `${service.name}.rules`,
            interval: prometheus.evaluationInterval,
            rules: [
              ...recordingRules(subject).map(rule => ({ ...rule })),
              ...alertingRules(subject).map(rule => ({ ...rule })),
            ],
          },
        ],
      },
    },
  ];
}

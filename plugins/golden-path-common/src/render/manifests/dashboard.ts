/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AlertSubject,
  alertSubjectOf,
  isServingWorkload,
} from '../../alerts/subject';
import {
  ANNOTATIONS,
  dashboardName,
  dashboardUid,
  LABELS,
  linkFor,
  MANAGED_BY,
} from '../conventions';
import { Manifest, RenderContext } from '../types';
import { deployAnnotations } from './dashboard/annotations';
import { asciiJson } from './dashboard/asciiJson';
import { budgetRows } from './dashboard/budgetPanels';
import { businessRows } from './dashboard/businessPanels';
import { PanelRow, placeRows } from './dashboard/grafana';
import { alertsPanel, newest } from './dashboard/parts';
import { podRow, utilization } from './dashboard/podPanels';
import { releaseRows } from './dashboard/releasePanels';
import {
  errorRatio,
  latency,
  requestRate,
  requestRows,
} from './dashboard/requestPanels';
import { runRows } from './dashboard/runPanels';
import { availableReplicas, scaleRow } from './dashboard/scalePanels';
import { serviceMetadata } from './metadata';

/** Version of Grafana's dashboard schema that the panels are written for. */
const SCHEMA_VERSION = 42;

const DATA_SOURCE_VARIABLE = {
  name: 'datasource',
  label: 'Data source',
  type: 'datasource',
  query: 'prometheus',
  refresh: 1,
};

/**
 * The service's dashboard, as a ConfigMap that Grafana's sidecar loads. It shows
 * the series that the alerts look at, with their thresholds.
 *
 * @internal
 */
export function renderDashboard(context: RenderContext): Manifest[] {
  const { model, service } = context;
  const metadata = serviceMetadata(context, dashboardName(service.name));
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        ...metadata,
        labels: { ...metadata.labels, [LABELS.grafanaDashboard]: '1' },
        annotations: {
          ...metadata.annotations,
          [ANNOTATIONS.grafanaFolder]:
            model.system.spec.prometheus.dashboardFolder,
        },
      },
      data: { [`${service.name}.json`]: asciiJson(dashboardOf(context)) },
    },
  ];
}

function dashboardOf(context: RenderContext): object {
  const { model, service } = context;
  const subject = alertSubjectOf(context);
  return {
    uid: dashboardUid(service.name),
    title: service.title,
    description: `Rendered from ${service.entityRef}; changes made here are lost.`,
    tags: [MANAGED_BY, model.system.name, service.name],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    links: linksOf(context),
    templating: { list: [DATA_SOURCE_VARIABLE] },
    annotations: {
      list: isServingWorkload(subject) ? deployAnnotations(subject) : [],
    },
    panels: placeRows(
      isServingWorkload(subject)
        ? servingRows(subject, model.system.spec.mesh.injection)
        : [...runRows(subject), ...businessRows(subject)],
    ),
  };
}

function servingRows(subject: AlertSubject, mesh: boolean): PanelRow[] {
  return [
    {
      number: 1,
      title: 'Now',
      panels: [
        newest('Available replicas', availableReplicas(subject)),
        ...(subject.requests === 'none'
          ? []
          : [
              newest('Requests a second', requestRate(subject)),
              newest('Failed requests', errorRatio(subject)),
              newest('Response time, p95', p95Of(subject)),
            ]),
        { ...newest('Use of the limits', utilization(subject)), width: 8 },
        alertsPanel(subject),
      ],
    },
    ...requestRows(subject, mesh),
    ...budgetRows(subject),
    podRow(subject),
    scaleRow(subject),
    ...releaseRows(subject),
    ...businessRows(subject),
  ];
}

/** The one of the quantiles that raises alerts. */
function p95Of(subject: AlertSubject) {
  const panel = latency(subject);
  return {
    ...panel,
    queries: panel.queries.filter(({ legend }) => legend === 'p95'),
  };
}

function linksOf({ model, service }: RenderContext): object[] {
  const { runbook, entity, application } = model.system.spec.links;
  const links: Array<[title: string, template: string | undefined]> = [
    ['Runbook', runbook],
    ['Service', entity],
    ['Argo CD', application],
  ];
  return links.flatMap(([title, template]) =>
    template === undefined
      ? []
      : {
          title,
          type: 'link',
          icon: 'external link',
          url: linkFor(template, service.name),
          targetBlank: true,
        },
  );
}

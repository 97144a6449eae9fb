/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  binary,
  count,
  eq,
  printPromQl,
  PromQlExpression,
  series,
} from '../../../alerts/promql';
import { containersOf, podsOf } from '../../../alerts/selectors';
import { AlertSubject } from '../../../alerts/subject';
import { DATA_SOURCE } from './grafana';

/*
 * Marks on all panels where something was changed. What a controller writes into
 * the workload's generation is no sign: the autoscaler raises it all day long. New
 * pods of another template are.
 */

/** How long a mark is; shorter ones fall between two steps of a long range. */
const MARK = '5m';

export function deployAnnotations(subject: AlertSubject): object[] {
  const releases = newSince(
    'kube_pod_container_info',
    containersOf(subject),
    'image_spec',
  );
  return [
    annotation({
      name: 'Releases',
      titleFormat: 'Release',
      iconColor: 'blue',
      expression: releases,
      textFormat: '{{image_spec}}',
    }),
    // Configuration, resources, a restart: a template of the same image.
    annotation({
      name: 'Other rollouts',
      titleFormat: 'Rollout of the same image',
      iconColor: 'purple',
      expression: binary(newTemplates(subject), 'unless', releases, {
        on: [],
      }),
      textFormat:
        subject.workload === 'StatefulSet'
          ? '{{revision}}'
          : '{{created_by_name}}',
    }),
  ];
}

function newTemplates(subject: AlertSubject): PromQlExpression {
  return subject.workload === 'StatefulSet'
    ? newSince(
        'kube_statefulset_status_update_revision',
        { namespace: eq(subject.namespace), statefulset: eq(subject.name) },
        'revision',
      )
    : newSince(
        'kube_pod_info',
        { ...podsOf(subject), created_by_kind: eq('ReplicaSet') },
        'created_by_name',
      );
}

/** Values of a label that no series had a while ago. */
function newSince(
  metric: string,
  matchers: Parameters<typeof series>[1],
  label: string,
): PromQlExpression {
  return binary(
    count(series(metric, matchers), [label]),
    'unless',
    count(series(metric, matchers, MARK), [label]),
  );
}

function annotation(options: {
  name: string;
  titleFormat: string;
  iconColor: string;
  expression: PromQlExpression;
  textFormat: string;
}): object {
  const { name, titleFormat, iconColor, expression, textFormat } = options;
  return {
    name,
    datasource: DATA_SOURCE,
    enable: true,
    iconColor,
    expr: printPromQl(expression),
    step: '60s',
    titleFormat,
    textFormat,
  };
}

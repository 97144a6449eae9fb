/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TRAFFIC_FLOOR } from '../../alerts/alertingRules';
import {
  binary,
  call,
  eq,
  LabelMatcher,
  printPromQl,
  PromQlExpression,
  re,
} from '../../alerts/promql';
import { requestMetrics } from '../../alerts/requests';
import { alertSubjectOf } from '../../alerts/subject';
import { alertLevels } from '../../alerts/thresholds';
import { analysisName, prometheusAddress } from '../conventions';
import { Manifest, RenderContext } from '../types';
import { stableRelease, workloadOf } from '../workload';
import { serviceMetadata } from './metadata';

/**
 * Argument of the analysis: label of the canary's ReplicaSet, part of the names
 * of its pods.
 *
 * @internal
 */
export const CANARY_HASH = 'canary-hash';

/** As in the alerts, so that both see an error at the same time. */
const WINDOW = '2m';

/**
 * Longest name of a service of which a pod's name holds the whole hash of its
 * ReplicaSet, up to ten digits: Kubernetes cuts after 58 characters, and two of
 * these are dashes.
 */
const LONGEST_NAME = 58 - 10 - 2;

/**
 * Whether the mesh counts requests that an analysis can look at.
 *
 * @internal
 */
export function isAnalysed(context: RenderContext): boolean {
  return (
    workloadOf(context.service.spec).kind === 'Rollout' &&
    alertSubjectOf(context).requests === 'mesh'
  );
}

/**
 * What ends a Rollout by itself, while its steps go on: the canary answers with
 * errors, or requests find no pod. The limit is that of the warning. Pods that
 * cannot be reached count nothing themselves; their callers do, for a workload
 * `unknown`.
 *
 * @internal
 */
export function renderAnalysisTemplate(context: RenderContext): Manifest[] {
  const { model, service } = context;
  if (!isAnalysed(context)) {
    return [];
  }
  const { failed, total } = requestMetrics(alertSubjectOf(context));
  const canary = canaryMatchers(context);
  const measurement = (name: string, query: PromQlExpression) => ({
    name,
    interval: '30s',
    // Never absent: a canary without requests has done nothing wrong yet.
    successCondition: `result[0] <= ${
      alertLevels(service.spec).errors.warning.threshold
    }`,
    // A minute of errors may be a burst; the third look ends the rollout.
    failureLimit: 2,
    // Prometheus restarts in less than ten looks.
    consecutiveErrorLimit: 10,
    provider: {
      prometheus: {
        address: prometheusAddress(model.system),
        query: printPromQl(query),
      },
    },
  });
  return [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: serviceMetadata(context, analysisName(service.name)),
      spec: {
        args: [{ name: CANARY_HASH }],
        metrics: [
          measurement(
            'canary-errors',
            ratio(failed(WINDOW, canary), total(WINDOW, canary)),
          ),
          measurement(
            'unreached',
            ratio(
              failed(WINDOW, { destination_workload: eq('unknown') }),
              total(WINDOW),
            ),
          ),
        ],
      },
    },
  ];
}

/**
 * Tells the canary's pods by their names, which hold the label of their ReplicaSet:
 * a release may have the tag of the one before. Under a name so long that the
 * hash is cut off, the tag has to do.
 */
function canaryMatchers({
  service,
}: RenderContext): Record<string, LabelMatcher> {
  return {
    reporter: eq('destination'),
    ...(service.name.length <= LONGEST_NAME
      ? { pod: re(`${service.name}-{{args.${CANARY_HASH}}}-.+`) }
      : { destination_version: eq(stableRelease(service).version) }),
  };
}

/** A share, 0 where there is nothing to count or too little to say anything. */
function ratio(part: PromQlExpression, whole: PromQlExpression) {
  return binary(
    binary(part, '/', binary(whole, '>', TRAFFIC_FLOOR)),
    'or',
    call('vector', 0),
  );
}

/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  binary,
  call,
  eq,
  LabelMatcher,
  printPromQl,
  PromQlExpression,
  rate,
  re,
  sum,
} from '../../alerts/promql';
import { alertLevels } from '../../alerts/thresholds';
import { analysisName, prometheusAddress } from '../conventions';
import { routesOf } from '../routes';
import { Manifest, RenderContext } from '../types';
import { workloadOf } from '../workload';
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

/** Requests a second below which one failure says nothing; as in the alerts. */
const TRAFFIC_FLOOR = 0.1;

/**
 * Whether the mesh counts requests that an analysis can look at.
 *
 * @internal
 */
export function isAnalysed({ model, service }: RenderContext): boolean {
  return (
    workloadOf(service.spec).kind === 'Rollout' &&
    model.system.spec.mesh.injection &&
    routesOf(service.spec).http.length > 0
  );
}

/**
 * What ends a Rollout by itself, while its steps go on: the canary answers with
 * errors, or requests find no pod. The limit is that of the warning.
 *
 * The canary's pods are told by their names, which hold the label of their
 * ReplicaSet, and not by `destination_version`: proxies read labels once, when they
 * start, and today's stable pods were canaries then. Pods that cannot be reached
 * count nothing themselves; their callers do, for a workload `unknown`.
 *
 * @internal
 */
export function renderAnalysisTemplate(context: RenderContext): Manifest[] {
  const { model, service } = context;
  if (!isAnalysed(context)) {
    return [];
  }
  const requests = (matchers: Record<string, LabelMatcher>) =>
    sum(
      rate(
        'istio_requests_total',
        {
          destination_service_name: eq(service.name),
          destination_service_namespace: eq(model.system.spec.namespace),
          ...matchers,
        },
        WINDOW,
      ),
    );
  const ofCanary = {
    reporter: eq('destination'),
    pod: re(`${service.name}-{{args.${CANARY_HASH}}}-.+`),
  };
  const sent = { reporter: eq('source') };
  const failed = { response_code: re('5..|0') };
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
            ratio(requests({ ...ofCanary, ...failed }), requests(ofCanary)),
          ),
          measurement(
            'unreached',
            ratio(
              requests({
                ...sent,
                destination_workload: eq('unknown'),
                ...failed,
              }),
              requests(sent),
            ),
          ),
        ],
      },
    },
  ];
}

/** A share, 0 where there is nothing to count or too little to say anything. */
function ratio(part: PromQlExpression, whole: PromQlExpression) {
  return binary(
    binary(part, '/', binary(whole, '>', TRAFFIC_FLOOR)),
    'or',
    call('vector', 0),
  );
}

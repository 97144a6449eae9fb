/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { scaleOf } from '../../spec/serviceSpec';
import {
  analysisName,
  CANARY,
  publicName,
  selectorLabels,
  STABLE,
} from '../conventions';
import { publicRoutesOf, routesOf } from '../routes';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { stableRelease, workloadOf } from '../workload';
import { CANARY_HASH, isAnalysed } from './analysisTemplate';
import { servingPodTemplate } from './podTemplate';
import { onePodIsMeant, workloadMetadata } from './workloadMetadata';

/**
 * Time that pods without requests stay, in seconds: proxies learn of new weights
 * and subsets later than the controller writes them.
 */
const SCALE_DOWN_DELAY = 30;

/**
 * The Rollout of a service that shifts its requests to a release step by step.
 * The mesh splits the requests, so the number of pods need not.
 *
 * It comes in Argo CD's last wave: a Rollout whose VirtualService is not there is
 * invalid, and Argo CD waits for each wave but the last. A release that waits for
 * a step would else keep the sync running, and nobody could sync its revert. Only
 * where variables change does a sync last as long: Argo CD then prunes the old
 * ConfigMap, which the old pods need until the Rollout is healthy or aborted.
 *
 * @internal
 */
export function renderRollout(context: RenderContext): Manifest[] {
  const { service, environment } = context;
  if (workloadOf(service.spec).kind !== 'Rollout') {
    return [];
  }
  const scale = scaleOf(service.spec);
  const replicas = scale.type === 'fixed' ? scale.replicas : undefined;
  const release = stableRelease(service);
  return [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: workloadMetadata(
        context,
        release,
        // kube-score is shown a Rollout as the Deployment that it stands for.
        replicas === 1 ? onePodIsMeant('deployment-replicas') : {},
      ),
      spec: {
        ...(replicas !== undefined && { replicas }),
        revisionHistoryLimit: 5,
        minReadySeconds: environment.minReadySeconds,
        // As for a Deployment, but the requests go back to the old release too.
        progressDeadlineSeconds: 300,
        progressDeadlineAbort: true,
        selector: { matchLabels: selectorLabels(service.name) },
        strategy: { canary: canaryStrategy(context) },
        template: servingPodTemplate(
          context,
          release,
          'rollouts-pod-template-hash',
        ),
      },
    },
  ];
}

function canaryStrategy(context: RenderContext): ManifestValue {
  const { service } = context;
  return {
    maxSurge: '25%',
    maxUnavailable: 0,
    ...trafficRouting(context),
    ...(isAnalysed(context) && {
      analysis: {
        templates: [{ templateName: analysisName(service.name) }],
        // After the first step, which gives the canary its first requests.
        startingStep: 1,
        args: [
          { name: CANARY_HASH, valueFrom: { podTemplateHashValue: 'Latest' } },
        ],
      },
    }),
    steps: service.spec.rollout.canary.steps.flatMap(({ weight, pause }) => [
      { setWeight: weight },
      { pause: pause === undefined ? {} : { duration: pause } },
    ]),
  };
}

/**
 * The controller writes the weights of these routes, and the label of its replica
 * sets into these subsets. Without a mesh there is neither, and the number of pods
 * shares the requests out.
 */
function trafficRouting(context: RenderContext) {
  const { model, service } = context;
  const { http, tcp } = routesOf(service.spec);
  if (!model.system.spec.mesh.injection || http.length + tcp.length === 0) {
    return {};
  }
  return {
    // Old pods stay until the new ones have all requests, for the way back.
    dynamicStableScale: false,
    scaleDownDelaySeconds: SCALE_DOWN_DELAY,
    abortScaleDownDelaySeconds: SCALE_DOWN_DELAY,
    trafficRouting: {
      istio: {
        virtualServices: virtualServicesOf(context),
        destinationRule: {
          name: service.name,
          canarySubsetName: CANARY,
          stableSubsetName: STABLE,
        },
      },
    },
  };
}

/** The one for callers in the mesh and, of an exposed service, the gateway's. */
function virtualServicesOf(context: RenderContext): ManifestValue[] {
  const { name, spec } = context.service;
  const { http, tcp } = routesOf(spec);
  const atGateway = publicRoutesOf(context).http;
  return [
    {
      name,
      ...(http.length > 0 && { routes: http.map(route => route.name) }),
      // Istio gives routes of TCP no names.
      ...(tcp.length > 0 && { tcpRoutes: tcp.map(({ port }) => ({ port })) }),
    },
    ...(atGateway.length > 0
      ? [{ name: publicName(name), routes: atGateway.map(route => route.name) }]
      : []),
  ];
}

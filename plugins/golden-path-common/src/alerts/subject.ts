/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { edgesTo } from '../graph/edges';
import {
  dashboardAddress,
  LABELS,
  linkFor,
  secretName,
} from '../render/conventions';
import { exposedPorts, isGrpcPort } from '../render/ports';
import { routesOf } from '../render/routes';
import { RenderContext } from '../render/types';
import { canaryRelease, workloadOf } from '../render/workload';
import { ServiceSpec } from '../spec/serviceSpec';

/**
 * The service that rules are about, as far as queries need it.
 *
 * @public
 */
export interface RuleSubject {
  name: string;
  namespace: string;
  /** Kind of the object that runs its pods. */
  workload: 'Deployment' | 'Rollout' | 'StatefulSet' | 'CronJob' | 'Job';
  /**
   * Who counts its requests: the mesh, the service itself by the usual metrics
   * of its library, or nobody, as for a job and for bytes over TCP.
   */
  requests: 'mesh' | 'app' | 'none';
  /** Whether some of them are gRPC, which hides errors behind code 200. */
  grpc: boolean;
}

/**
 * What the alerts of a service are made from.
 *
 * @public
 */
export interface AlertSubject extends RuleSubject {
  title: string;
  /** Entity reference; routes the alert to its group. */
  owner: string;
  spec: ServiceSpec;
  /** Whether somebody calls it, so that no requests at all are a sign. */
  isCalled: boolean;
  /** Whether a second Deployment runs a canary. */
  hasCanary: boolean;
  /** Secret that External Secrets fills, if it has one. */
  secret?: string;
  runbookUrl: string;
  dashboardUrl: string;
}

/**
 * Reads the subject of a service's alerts off what its renderers see.
 *
 * @internal
 */
export function alertSubjectOf(context: RenderContext): AlertSubject {
  const { model, service } = context;
  const { name, spec } = service;
  const { namespace, links, mesh } = model.system.spec;
  return {
    name,
    namespace,
    workload: workloadOf(spec).kind,
    requests: requestsOf(spec, mesh.injection),
    grpc: spec.ports.some(isGrpcPort),
    title: service.title,
    owner: service.owner,
    spec,
    isCalled:
      exposedPorts(spec).length > 0 || edgesTo(service, model).length > 0,
    hasCanary: canaryRelease(service) !== undefined,
    secret: spec.secrets.length > 0 ? secretName(name) : undefined,
    runbookUrl: linkFor(links.runbook, name),
    dashboardUrl: dashboardAddress(model.system, name),
  };
}

function requestsOf(spec: ServiceSpec, mesh: boolean) {
  if (routesOf(spec).http.length === 0) {
    return 'none';
  }
  return mesh ? 'mesh' : 'app';
}

/**
 * The labels that say which service a series or an alert is about.
 *
 * @internal
 */
export function subjectLabels({
  name,
  namespace,
}: Pick<RuleSubject, 'name' | 'namespace'>): Record<string, string> {
  return { [LABELS.ruleService]: name, [LABELS.ruleNamespace]: namespace };
}

/**
 * Whether its pods answer requests; those of a job run to their end.
 *
 * @internal
 */
export function isServingWorkload({ workload }: RuleSubject): boolean {
  return workload !== 'CronJob' && workload !== 'Job';
}

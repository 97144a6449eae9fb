/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { parseQuantity } from '../spec/quantity';
import { scaleOf, ServiceSpec } from '../spec/serviceSpec';

/**
 * Amounts that pods ask for and may use: CPU in cores, memory in bytes.
 *
 * @public
 */
export interface Capacity {
  pods: number;
  cpu: { requests: number; limits: number };
  memory: { requests: number; limits: number };
}

/**
 * What a namespace needs at the most: with all autoscalers at their maximum and
 * every service being released at once.
 *
 * @public
 */
export interface NamespaceCapacity {
  total: Capacity;
  /** The part of the mesh's proxies, which a quota counts too. */
  proxies: Capacity;
  /** Without proxies, in the order of the model. */
  services: Array<{ name: string; capacity: Capacity }>;
}

/**
 * What Istio's injector gives each proxy unless an operator says otherwise
 * (istio.io/istio manifests/charts/istio-control/istio-discovery/values.yaml).
 */
const PROXY: Capacity = {
  pods: 0,
  cpu: { requests: 0.1, limits: 2 },
  memory: { requests: 128 * 2 ** 20, limits: 2 ** 30 },
};

const NONE: Capacity = {
  pods: 0,
  cpu: { requests: 0, limits: 0 },
  memory: { requests: 0, limits: 0 },
};

/**
 * Adds up what the services of an environment need at the most.
 *
 * @param model - with effective specs, as resolveModel gives it
 * @public
 */
export function namespaceCapacity(model: PlatformModel): NamespaceCapacity {
  const services = model.services.map(service => ({
    name: service.name,
    capacity: capacityAtMost(service),
  }));
  const own = services.reduce((sum, entry) => plus(sum, entry.capacity), NONE);
  const proxies = model.system.spec.mesh.injection
    ? times(PROXY, own.pods)
    : NONE;
  return { total: plus(own, proxies), proxies, services };
}

/**
 * What one service needs at the most, without proxies.
 *
 * @public
 */
export function capacityAtMost({ spec }: ServiceDefinition): Capacity {
  const { cpu, memory } = spec.resources;
  const amount = (text: string) => parseQuantity(text)?.value ?? 0;
  return times(
    {
      pods: 1,
      cpu: { requests: amount(cpu.request), limits: amount(cpu.limit) },
      memory: {
        requests: amount(memory.request),
        limits: amount(memory.limit),
      },
    },
    podsAtMost(spec),
  );
}

/**
 * How many pods a service has at the most, while it is released.
 *
 * @public
 */
export function podsAtMost(spec: ServiceSpec): number {
  const scale = scaleOf(spec);
  const most = scale.type === 'fixed' ? scale.replicas : scale.max;
  switch (spec.workload.kind) {
    case 'cronjob':
      // Where runs may overlap, a second one begins before the first has ended.
      return spec.workload.concurrency === 'Allow' ? 2 : 1;
    case 'job':
      return 1;
    case 'statefulset':
      // A pod is replaced under its name, after the old one has gone.
      return most;
    default:
      break;
  }
  const { strategy, canary } = spec.rollout;
  if (strategy === 'rollouts') {
    // Old pods stay until the new ones have all requests.
    return most * 2;
  }
  return (
    surged(most) +
    (strategy === 'canary' && canary.image ? surged(canaryPodsAtMost(spec)) : 0)
  );
}

/**
 * The largest number of pods of a canary: its share of the service's, and two at
 * least, so that it can be scaled at all. A fixed number gives it one.
 *
 * @internal
 */
export function canaryPodsAtMost(spec: ServiceSpec): number {
  const scale = scaleOf(spec);
  const { weight } = spec.rollout.canary;
  return scale.type === 'fixed'
    ? 1
    : Math.max(2, Math.ceil((scale.max * weight) / 100));
}

/** With the quarter more that a Deployment may have while it is replaced. */
function surged(pods: number): number {
  return pods + Math.ceil(pods / 4);
}

function plus(a: Capacity, b: Capacity): Capacity {
  return {
    pods: a.pods + b.pods,
    cpu: {
      requests: a.cpu.requests + b.cpu.requests,
      limits: a.cpu.limits + b.cpu.limits,
    },
    memory: {
      requests: a.memory.requests + b.memory.requests,
      limits: a.memory.limits + b.memory.limits,
    },
  };
}

function times(a: Capacity, factor: number): Capacity {
  return {
    pods: a.pods * factor,
    cpu: {
      requests: a.cpu.requests * factor,
      limits: a.cpu.limits * factor,
    },
    memory: {
      requests: a.memory.requests * factor,
      limits: a.memory.limits * factor,
    },
  };
}

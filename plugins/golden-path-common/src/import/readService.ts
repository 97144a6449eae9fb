/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  at,
  Fields,
  fieldsAt,
  listAt,
  numberAt,
  textAt,
  textsAt,
} from '../lint/access';
import { Workload } from '../lint/workload';
import { RUNTIME_API_VERSION } from '../spec/serviceSpec';
import { LiveService } from './liveServices';
import { readHealth } from './readHealth';
import { readMetrics, readPorts } from './readPorts';

/*
 * What a workload and its Service say about a spec, read as Kubernetes means it,
 * so that objects of any origin can be read. Finer points are found by fitting.
 */

/**
 * Fields that are read here or with the variables. Any other one is fitted, also
 * one that the spec gets later.
 *
 * @internal
 */
export const READ_FIELDS: readonly string[] = [
  'image',
  'ports[].name',
  'ports[].port',
  'ports[].targetPort',
  'ports[].protocol',
  'ports[].appProtocol',
  'metrics',
  'health',
  'workload.kind',
  'workload.schedule',
  'workload.command',
  'workload.args',
  'workload.storage',
  'scale.min',
  'scale.max',
  'scale.cpu',
  'scale.memory',
  'replicas',
  'resources',
  'env',
  'secrets',
  'dependencies[].ref',
  'dependencies[].port',
  'dependencies[].env',
  'security.writablePaths',
  'security.egressHosts',
  'rbac',
  'rollout.strategy',
  'rollout.canary.image',
  'rollout.canary.steps',
  'rollout.graceSeconds',
  'business[].name',
  'business[].promql',
];

/**
 * Reads a live service as a spec, without its variables and dependencies.
 *
 * @param registry - the platform's, under which an image needs no repository
 * @internal
 */
export function readService(
  service: LiveService,
  registry: string | undefined,
): Record<string, unknown> {
  const { workload, canary } = service;
  const container = appContainer(workload);
  const serves = !['CronJob', 'Job'].includes(workload.object.kind);
  const image = readImage(container, registry && `${registry}/${service.name}`);
  const ports = serves ? readPorts(service) : [];
  const canaryImage = canary && readImage(appContainer(canary), undefined);
  return {
    apiVersion: RUNTIME_API_VERSION,
    image,
    workload: readWorkloadSpec(service),
    ports,
    metrics: readMetrics(service),
    ...(serves && { health: readHealth(container, workload, ports) }),
    ...(serves && readScale(service)),
    resources: readResources(container),
    secrets: readSecrets(service),
    security: {
      writablePaths: readWritablePaths(workload, container),
      egressHosts: readEgress(service),
    },
    rbac: readRbac(service),
    rollout: {
      strategy: readStrategy(service),
      graceSeconds: numberAt(workload.pod, 'terminationGracePeriodSeconds'),
      drainSeconds: readDrain(container),
      canary: {
        image: canaryImage && {
          tag: canaryImage.tag,
          digest: canaryImage.digest,
        },
        steps: readSteps(workload),
      },
    },
  };
}

/** The container that is the service: the golden path's, else the first. */
export function appContainer({ containers }: Workload): Fields {
  const own = containers.filter(
    ({ isInit, name }) => !isInit && name !== 'istio-proxy',
  );
  return (own.find(({ name }) => name === 'app') ?? own[0])?.fields ?? {};
}

function readStrategy({ workload, canary }: LiveService): string {
  if (workload.object.kind === 'Rollout') {
    return 'rollouts';
  }
  return canary ? 'canary' : 'rolling';
}

/** A container that waits before it ends; without a hook it does not. */
function readDrain(container: Fields): number | undefined {
  return numberAt(container, 'lifecycle', 'preStop', 'sleep', 'seconds');
}

/** Weights of an Argo Rollout, each with the pause behind it. */
function readSteps({ object }: Workload): Fields[] | undefined {
  const steps = listAt(object.manifest, 'spec', 'strategy', 'canary', 'steps');
  const read = steps.flatMap((step, index) => {
    const weight = numberAt(step, 'setWeight');
    const pause = at(steps[index + 1], 'pause', 'duration');
    return weight === undefined
      ? []
      : [{ weight, pause: pause === undefined ? undefined : String(pause) }];
  });
  return read.length > 0 ? read : undefined;
}

function readImage(container: Fields, own: string | undefined) {
  const image = textAt(container, 'image') ?? '';
  const [, repository, tag, digest] =
    /^(.*?)(?::([^:/@]+))?(?:@(sha256:[0-9a-f]+))?$/.exec(image) ?? [];
  return {
    ...(repository !== own && { repository }),
    // An image without a tag is the latest one; GP-IMAGE-001 will say so.
    tag: tag ?? 'latest',
    ...(digest && { digest }),
  };
}

const WORKLOAD_KINDS: Record<string, string> = {
  StatefulSet: 'statefulset',
  CronJob: 'cronjob',
  Job: 'job',
};

function readWorkloadSpec({ workload }: LiveService): Fields {
  const { object } = workload;
  const container = appContainer(workload);
  const [claim] = listAt(object.manifest, 'spec', 'volumeClaimTemplates');
  const mount = listAt(container, 'volumeMounts').find(
    entry => at(entry, 'name') === at(claim, 'metadata', 'name'),
  );
  const storage = claim !== undefined && {
    size: textAt(claim, 'spec', 'resources', 'requests', 'storage'),
    path: textAt(mount, 'mountPath'),
    className: textAt(claim, 'spec', 'storageClassName'),
  };
  return {
    kind: WORKLOAD_KINDS[object.kind] ?? 'deployment',
    schedule: textAt(object.manifest, 'spec', 'schedule'),
    command: textsAt(container, 'command'),
    args: textsAt(container, 'args'),
    ...(storage && { storage }),
  };
}

function readScale({ objects, workload }: LiveService) {
  const autoscaler = objects.find(
    ({ kind, spec }) =>
      kind === 'HorizontalPodAutoscaler' &&
      textAt(spec, 'scaleTargetRef', 'name') === workload.object.name,
  );
  if (!autoscaler) {
    return {
      replicas: numberAt(workload.object.manifest, 'spec', 'replicas') ?? 1,
    };
  }
  const target = (resource: string) => {
    for (const metric of listAt(autoscaler.spec, 'metrics')) {
      for (const source of ['containerResource', 'resource']) {
        if (textAt(metric, source, 'name') === resource) {
          return numberAt(metric, source, 'target', 'averageUtilization');
        }
      }
    }
    return undefined;
  };
  return {
    scale: {
      min: numberAt(autoscaler.spec, 'minReplicas') ?? 1,
      max: numberAt(autoscaler.spec, 'maxReplicas'),
      cpu: target('cpu'),
      memory: target('memory'),
    },
  };
}

function readResources(container: Fields): Fields {
  const of = (role: string, resource: string) => {
    const value = at(container, 'resources', role, resource);
    return value === undefined ? undefined : String(value);
  };
  const memory = of('limits', 'memory') ?? of('requests', 'memory') ?? '256Mi';
  return {
    cpu: {
      request: of('requests', 'cpu') ?? of('limits', 'cpu'),
      limit: of('limits', 'cpu'),
    },
    memory: { request: of('requests', 'memory') ?? memory, limit: memory },
    ephemeral: {
      request: of('requests', 'ephemeral-storage'),
      limit: of('limits', 'ephemeral-storage'),
    },
  };
}

function readSecrets({ objects, namespace, name }: LiveService): Fields[] {
  const external = objects
    .filter(({ kind }) => kind === 'ExternalSecret')
    .flatMap(({ spec }) => listAt(spec, 'data'))
    .map(entry => ({
      key: textAt(entry, 'secretKey'),
      path: textAt(entry, 'remoteRef', 'key'),
    }));
  if (external.length > 0) {
    return external;
  }
  // A plain Secret has values but no place in a store; this is where to put them.
  return objects
    .filter(({ kind }) => kind === 'Secret')
    .flatMap(secret => Object.keys(fieldsAt(secret, 'data')))
    .map(key => ({ key, path: `${namespace}/${name}/${key}` }));
}

/** Where an empty folder is mounted. */
function readWritablePaths(workload: Workload, container: Fields): string[] {
  const empty = new Set(
    listAt(workload.pod, 'volumes')
      .filter(volume => at(volume, 'emptyDir') !== undefined)
      .map(volume => textAt(volume, 'name')),
  );
  return listAt(container, 'volumeMounts')
    .filter(mount => empty.has(textAt(mount, 'name')))
    .flatMap(mount => textAt(mount, 'mountPath') ?? []);
}

/** Hosts that the mesh was told of. */
function readEgress({ objects }: LiveService): Fields[] {
  return objects
    .filter(
      ({ kind, spec }) =>
        kind === 'ServiceEntry' && at(spec, 'location') === 'MESH_EXTERNAL',
    )
    .flatMap(({ spec }) =>
      textsAt(spec, 'hosts').flatMap(host =>
        listAt(spec, 'ports').map(port => ({
          host,
          port: numberAt(port, 'number'),
          tls: ['TLS', 'HTTPS'].includes(textAt(port, 'protocol') ?? ''),
        })),
      ),
    );
}

function readRbac({ objects }: LiveService): Fields[] {
  return objects
    .filter(({ kind }) => kind === 'Role')
    .flatMap(role => listAt(role, 'rules'))
    .map(rule => ({
      apiGroups: textsAt(rule, 'apiGroups'),
      resources: textsAt(rule, 'resources'),
      resourceNames: textsAt(rule, 'resourceNames'),
      verbs: textsAt(rule, 'verbs'),
    }));
}

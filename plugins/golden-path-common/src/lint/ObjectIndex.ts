/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest } from '../render/types';
import { at, isFields, listAt, numberAt, textAt, textMapAt } from './access';
import { findCalls, ServiceCall } from './calls';
import { parseHost, ServiceHost } from './hosts';
import { hasLabels, Labels, selects } from './labels';
import { isNamesake, readObjects } from './readObjects';
import { LintObject, LintOptions, PlatformFacts } from './types';
import { readWorkload, Workload } from './workload';

/** A port of a Service. */
export interface ServicePortView {
  name?: string;
  port: number;
  targetPort: string | number;
  protocol: string;
}

/** A Service of the objects or of the facts. */
export interface ServiceView {
  namespace: string;
  name: string;
  /** Undefined if only the facts know it. */
  object?: LintObject;
  /** Undefined where somebody else fills in the endpoints. */
  selector?: Labels;
  /** Undefined where nobody said which it has. */
  ports?: readonly ServicePortView[];
}

/**
 * The objects of one lint, with the lookups that rules need. It is built once;
 * rules only read it.
 *
 * @public
 */
export class ObjectIndex {
  readonly objects: readonly LintObject[];
  readonly workloads: readonly Workload[];
  readonly facts: PlatformFacts;
  /** Whether what is neither here nor in the facts is missing. */
  readonly isComplete: boolean;
  readonly clusterDomain: string;
  readonly trustDomain: string;

  private readonly namespaces = new Set<string>();
  private readonly byKind = new Map<string, LintObject[]>();
  private readonly byKey = new Map<string, LintObject>();
  private readonly services = new Map<string, ServiceView>();
  private readonly workloadsByNamespace = new Map<string, Workload[]>();
  private readonly workloadsByKey = new Map<string, Workload>();
  private foundCalls?: readonly ServiceCall[];

  constructor(manifests: readonly Manifest[], options: LintOptions = {}) {
    this.facts = options.platform ?? {};
    this.isComplete = options.scope !== 'part';
    this.clusterDomain = this.facts.clusterDomain ?? 'cluster.local';
    this.trustDomain = this.facts.trustDomain ?? 'cluster.local';
    this.objects = readObjects(manifests, options.namespace ?? 'default');

    const workloads: Workload[] = [];
    for (const object of this.objects) {
      this.namespaces.add(object.namespace);
      if (!isNamesake(object)) {
        push(this.byKind, object.kind, object);
      }
      const key = keyOf(object.kind, object.namespace, object.name);
      if (!this.byKey.has(key)) {
        this.byKey.set(key, object);
      }
      const workload = readWorkload(object);
      if (workload) {
        workloads.push(workload);
        push(this.workloadsByNamespace, object.namespace, workload);
        this.workloadsByKey.set(key, workload);
      }
    }
    this.workloads = workloads;

    for (const { namespace, name, ports } of this.facts.services ?? []) {
      this.services.set(`${namespace}/${name}`, {
        namespace,
        name,
        ports: ports?.map(port => ({
          port,
          targetPort: port,
          protocol: 'TCP',
        })),
      });
    }
    for (const object of this.ofKind('Service')) {
      this.services.set(`${object.namespace}/${object.name}`, {
        namespace: object.namespace,
        name: object.name,
        object,
        selector: selectorOf(object),
        ports: readServicePorts(object),
      });
    }
  }

  /** Objects of a kind, in the order given. */
  ofKind(kind: string): readonly LintObject[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The first object of that kind and name. */
  find(kind: string, namespace: string, name: string): LintObject | undefined {
    return this.byKey.get(keyOf(kind, namespace, name));
  }

  /** The workload of that kind and name. */
  findWorkload(
    kind: string,
    namespace: string,
    name: string,
  ): Workload | undefined {
    return this.workloadsByKey.get(keyOf(kind, namespace, name));
  }

  /**
   * Whether something of a namespace that is not found is missing: objects of the
   * namespace are here, or the facts say what else there is.
   */
  knowsAll(namespace: string, fact: keyof PlatformFacts): boolean {
    return (
      this.isComplete &&
      (this.namespaces.has(namespace) || this.facts[fact] !== undefined)
    );
  }

  workloadsIn(namespace: string): readonly Workload[] {
    return this.workloadsByNamespace.get(namespace) ?? [];
  }

  /** Workloads of a namespace whose pods a LabelSelector selects. */
  selectedBy(selector: unknown, namespace: string): readonly Workload[] {
    return this.workloadsIn(namespace).filter(({ podLabels }) =>
      selects(selector, podLabels),
    );
  }

  /** Whether a LabelSelector selects any pod, of the objects or of the facts. */
  selectsPods(selector: unknown, namespace: string): boolean {
    return (
      this.selectedBy(selector, namespace).length > 0 ||
      (this.facts.pods ?? []).some(
        pod => pod.namespace === namespace && selects(selector, pod.labels),
      )
    );
  }

  /** All Services that are known, here and elsewhere. */
  allServices(): Iterable<ServiceView> {
    return this.services.values();
  }

  findService(namespace: string, name: string): ServiceView | undefined {
    return this.services.get(`${namespace}/${name}`);
  }

  /** The Service that a host name stands for, seen from a namespace. */
  parseHost(host: string, namespace: string): ServiceHost | undefined {
    return parseHost(host, { namespace, clusterDomain: this.clusterDomain });
  }

  /** Workloads that answer for a Service. */
  endpointsOf(service: ServiceView): readonly Workload[] {
    const { selector, namespace } = service;
    return selector
      ? this.workloadsIn(namespace).filter(({ podLabels }) =>
          hasLabels(podLabels, selector),
        )
      : [];
  }

  /** Calls that workloads are set up to make. */
  get calls(): readonly ServiceCall[] {
    this.foundCalls ??= findCalls(this);
    return this.foundCalls;
  }

  /** Whether pods get the mesh's proxy. */
  isMeshed({ object, podLabels, podAnnotations }: Workload): boolean {
    const inject =
      podLabels['sidecar.istio.io/inject'] ??
      podAnnotations['sidecar.istio.io/inject'];
    if (inject !== undefined) {
      return inject === 'true';
    }
    if (this.facts.mesh !== undefined) {
      return this.facts.mesh;
    }
    const labels = this.namespaceLabels(object.namespace) ?? {};
    return (
      labels['istio-injection'] === 'enabled' ||
      labels['istio.io/rev'] !== undefined ||
      Object.keys(podAnnotations).some(key =>
        /^(proxy|(\w+\.)?sidecar)\.istio\.io\//.test(key),
      )
    );
  }

  /** Labels of a namespace, with the one that Kubernetes sets by itself. */
  namespaceLabels(name: string): Labels | undefined {
    const object = this.find('Namespace', '', name);
    const known = object?.labels ?? at(this.facts.namespaces, name);
    return isFields(known)
      ? { ...(known as Labels), 'kubernetes.io/metadata.name': name }
      : undefined;
  }
}

function selectorOf({ manifest }: LintObject): Labels | undefined {
  const selector = textMapAt(manifest, 'spec', 'selector');
  return Object.keys(selector).length > 0 ? selector : undefined;
}

function readServicePorts({ manifest }: LintObject): ServicePortView[] {
  return listAt(manifest, 'spec', 'ports').flatMap(entry => {
    const port = numberAt(entry, 'port');
    return port === undefined
      ? []
      : [
          {
            name: textAt(entry, 'name'),
            port,
            targetPort:
              textAt(entry, 'targetPort') ??
              numberAt(entry, 'targetPort') ??
              port,
            protocol: textAt(entry, 'protocol') ?? 'TCP',
          },
        ];
  });
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}

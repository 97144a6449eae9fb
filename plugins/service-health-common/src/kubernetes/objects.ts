/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The fields of Kubernetes objects that the rules read, as the API server returns them in JSON. Every field is optional that
 * the API server may leave out, so that a parsed body can be passed as it is.
 */

/**
 * One `ownerReferences` entry.
 *
 * @public
 */
export interface KubernetesOwnerReference {
  apiVersion?: string;
  kind?: string;
  name?: string;
  uid?: string;
  controller?: boolean;
}

/**
 * Metadata of any Kubernetes object.
 *
 * @public
 */
export interface KubernetesObjectMeta {
  name?: string;
  namespace?: string;
  uid?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: KubernetesOwnerReference[];
}

/**
 * Any Kubernetes object.
 *
 * @public
 */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: KubernetesObjectMeta;
}

/**
 * One entry of `status.conditions`.
 *
 * @public
 */
export interface KubernetesCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
}

/**
 * A Deployment of apps/v1.
 *
 * @public
 */
export interface KubernetesDeployment extends KubernetesObject {
  spec?: {
    replicas?: number;
    paused?: boolean;
    progressDeadlineSeconds?: number;
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    conditions?: KubernetesCondition[];
  };
}

/**
 * A StatefulSet of apps/v1.
 *
 * @public
 */
export interface KubernetesStatefulSet extends KubernetesObject {
  spec?: {
    replicas?: number;
    updateStrategy?: {
      type?: string;
      rollingUpdate?: { partition?: number };
    };
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    readyReplicas?: number;
    currentReplicas?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
    currentRevision?: string;
    updateRevision?: string;
  };
}

/**
 * A DaemonSet of apps/v1.
 *
 * @public
 */
export interface KubernetesDaemonSet extends KubernetesObject {
  spec?: { updateStrategy?: { type?: string } };
  status?: {
    observedGeneration?: number;
    desiredNumberScheduled?: number;
    currentNumberScheduled?: number;
    updatedNumberScheduled?: number;
    numberAvailable?: number;
    numberReady?: number;
  };
}

/**
 * A ReplicaSet of apps/v1.
 *
 * @public
 */
export interface KubernetesReplicaSet extends KubernetesObject {
  spec?: { replicas?: number };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    conditions?: KubernetesCondition[];
  };
}

/**
 * The state of one container: at most one of the fields is set.
 *
 * @public
 */
export interface KubernetesContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: {
    exitCode?: number;
    signal?: number;
    reason?: string;
    message?: string;
    startedAt?: string;
    finishedAt?: string;
  };
}

/**
 * What the kubelet says of one container.
 *
 * @public
 */
export interface KubernetesContainerStatus {
  name: string;
  ready?: boolean;
  started?: boolean;
  restartCount?: number;
  image?: string;
  state?: KubernetesContainerState;
  lastState?: KubernetesContainerState;
}

/**
 * The fields of a container's specification that the rules read.
 *
 * @public
 */
export interface KubernetesContainer {
  name: string;
  image?: string;
  /** `Always` on an init container makes it a sidecar. */
  restartPolicy?: string;
}

/**
 * A Pod of v1.
 *
 * @public
 */
export interface KubernetesPod extends KubernetesObject {
  spec?: {
    restartPolicy?: string;
    nodeName?: string;
    containers?: KubernetesContainer[];
    initContainers?: KubernetesContainer[];
  };
  status?: {
    phase?: string;
    reason?: string;
    message?: string;
    startTime?: string;
    conditions?: KubernetesCondition[];
    containerStatuses?: KubernetesContainerStatus[];
    initContainerStatuses?: KubernetesContainerStatus[];
  };
}

/**
 * A Job of batch/v1.
 *
 * @public
 */
export interface KubernetesJob extends KubernetesObject {
  status?: { conditions?: KubernetesCondition[] };
}

/**
 * A HorizontalPodAutoscaler of autoscaling/v2 or autoscaling/v1; the latter keeps its conditions in an annotation.
 *
 * @public
 */
export interface KubernetesAutoscaler extends KubernetesObject {
  spec?: {
    minReplicas?: number;
    maxReplicas?: number;
    scaleTargetRef?: { apiVersion?: string; kind?: string; name?: string };
  };
  status?: {
    currentReplicas?: number;
    desiredReplicas?: number;
    conditions?: KubernetesCondition[];
  };
}

/**
 * A Rollout of argoproj.io/v1alpha1, as the controller of Argo Rollouts 1.0 and newer writes it.
 *
 * @public
 */
export interface KubernetesRollout extends KubernetesObject {
  spec?: { replicas?: number; workloadRef?: { kind?: string; name?: string } };
  status?: {
    /** A number as a string. */
    observedGeneration?: string;
    workloadObservedGeneration?: string;
    phase?: string;
    message?: string;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
  };
}

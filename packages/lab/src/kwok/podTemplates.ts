/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The text that kwok renders into a pod's status. kwok applies it as a strategic
 * merge: conditions are merged by type, containerStatuses are replaced as a list,
 * so each template carries over what must survive (restarts, lastState).
 */

/** Go template expressions for the fields of one container's status. @internal */
export interface ContainerStatusTemplate {
  ready: boolean;
  started: boolean;
  /** YAML flow mapping, may contain Go template actions. */
  state: string;
  /** YAML flow mapping or a template action; default: carried over. */
  lastState?: string;
  /** Template expression of the number; default: carried over. */
  restartCount?: string;
}

/** Opens every template: `$now`, and `$root` for use inside ranges. @internal */
export const preamble = '{{ $now := Now }}{{ $root := . }}';

/** Running since now. @internal */
export const runningNow = '{running: {startedAt: {{ $now | Quote }}}}';

/** The state that the container is in already. @internal */
export const sameState = '{{ $old.state | toJson }}';

/** `containerStatuses` for every container of the pod. @internal */
export function containerStatuses(template: ContainerStatusTemplate): string {
  // The digest and the id are derived, not random: the same release has the same
  // image id on every pod, and a pod keeps its container id.
  return `containerStatuses:
{{ range $i, $c := .spec.containers }}
{{ $old := dict }}
{{ with $root.status.containerStatuses }}{{ $old = index . $i }}{{ end }}
{{ $restarts := int (or $old.restartCount 0) }}
- name: {{ $c.name | Quote }}
  image: {{ $c.image | Quote }}
  imageID: {{ printf "%s@sha256:%s" $c.image (sha256sum $c.image) | Quote }}
  containerID: {{ printf "containerd://%s" (sha256sum (printf "%s/%s/%d" $root.metadata.uid $c.name $restarts)) | Quote }}
  ready: ${template.ready}
  started: ${template.started}
  restartCount: ${template.restartCount ?? '{{ $restarts }}'}
  state: ${template.state}
  lastState: ${template.lastState ?? '{{ or $old.lastState (dict) | toJson }}'}
{{ end }}`;
}

/** Init containers have run; sidecars (restartPolicy Always) run. @internal */
export const initContainerStatuses = `{{ if .spec.initContainers }}
initContainerStatuses:
{{ range $c := .spec.initContainers }}
- name: {{ $c.name | Quote }}
  image: {{ $c.image | Quote }}
  imageID: {{ printf "%s@sha256:%s" $c.image (sha256sum $c.image) | Quote }}
  ready: true
  restartCount: 0
  {{ if eq (or $c.restartPolicy "") "Always" }}
  started: true
  state: {running: {startedAt: {{ $now | Quote }}}}
  {{ else }}
  started: false
  state: {terminated: {exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}}
  {{ end }}
{{ end }}
{{ end }}`;

/** The pod's conditions, in the kubelet's words. @internal */
export function conditions(ready: boolean): string {
  const at = 'lastTransitionTime: {{ $now | Quote }}';
  if (ready) {
    return `conditions:
- {type: Initialized, status: "True", ${at}}
- {type: Ready, status: "True", reason: null, message: null, ${at}}
- {type: ContainersReady, status: "True", reason: null, message: null, ${at}}
{{ range .spec.readinessGates }}
- {type: {{ .conditionType | Quote }}, status: "True", ${at}}
{{ end }}`;
  }
  const why = 'reason: ContainersNotReady, message: {{ $unready | Quote }}';
  return `{{ $names := list }}
{{ range .spec.containers }}{{ $names = append $names .name }}{{ end }}
{{ $unready := printf "containers with unready status: [%s]" (join " " $names) }}
conditions:
- {type: Initialized, status: "True", ${at}}
- {type: Ready, status: "False", ${why}, ${at}}
- {type: ContainersReady, status: "False", ${why}, ${at}}`;
}

/** Addresses and start time, once the pod's sandbox exists. @internal */
export const sandbox = `hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
podIP: {{ or .status.podIP (PodIPWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" )) | Quote }}
startTime: {{ or .status.startTime $now | Quote }}`;

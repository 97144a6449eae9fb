/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceSnapshot } from '@openpolicy/plugin-service-health-common';

/** What to do about a fault, by the words that Kubernetes and Argo CD have for it; the surest first. */
const ADVICE: [RegExp, string][] = [
  [
    /ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError|RegistryUnavailable/,
    "The image cannot be pulled. See whether the repository's CI has built and pushed it, and compare spec.runtime.image with what it pushed.",
  ],
  [
    /CreateContainerConfigError/,
    'A Secret or ConfigMap that the pod reads is missing. Add the secret to the store that spec.runtime.secrets names.',
  ],
  [
    /CreateContainerError|RunContainerError|ContainerCannotRun|StartError/,
    'The container cannot be started. Compare the command and the user of the image with the manifest: it runs as a user without rights on a read-only file system.',
  ],
  [
    /OOMKilled/,
    'It needs more memory than its limit. Raise spec.runtime.resources.memory.limit, or find what it holds.',
  ],
  [
    /exceeded quota/,
    "The namespace's quota is used up. Lower spec.runtime.resources or scale, or ask the platform's owner for more.",
  ],
  [
    /Insufficient|FailedScheduling|nodes are available/,
    "No node has room for the pod. Lower spec.runtime.resources, or ask the platform's owner for capacity.",
  ],
  [
    /PodSecurity|admission webhook|denied the request/,
    'A policy of the cluster refuses the object. Its message says which field to change.',
  ],
  [
    /CrashLoopBackOff|exit code|Error\b.*restart|Back-off restarting/,
    'The program ends by itself. Read the end of its log on the service page, and start the image with the same variables.',
  ],
  [
    /(?:[Rr]eadiness|[Ss]tartup|[Ll]iveness) probe|not ready after/,
    'The pod runs but does not answer its probe. See that it listens on the port of the spec and that spec.runtime.health names the right paths.',
  ],
  [
    /ComparisonError|InvalidSpecError|repository not found|authentication required/,
    'Argo CD cannot read or render the repository. See that it knows the repository and that the path of the Application exists.',
  ],
  [
    /not permitted in project|is not permitted|forbidden/,
    "Argo CD's project does not allow this object. Ask the platform's owner to allow its kind or namespace.",
  ],
  [
    /field is immutable/,
    'A field that may not change has changed. Delete the object once, and let Argo CD make it anew.',
  ],
];

/**
 * What to do about the first fault of a service.
 *
 * @param cause - one sentence of what is wrong
 * @returns undefined if the sentence has to say enough
 */
export function adviceFor(
  cause: string,
  snapshot?: ServiceSnapshot,
): string | undefined {
  const texts = [cause, ...(snapshot ? evidenceOf(snapshot) : [])];
  for (const text of texts) {
    const found = ADVICE.find(([pattern]) => pattern.test(text));
    if (found) {
      return found[1];
    }
  }
  return undefined;
}

/** From the sentence to what lies behind it: the verdict names the worst pod, its status has the reason, its events the details. */
function evidenceOf({ verdict, rollout }: ServiceSnapshot): string[] {
  const ids = new Set(verdict.evidence.map(({ id }) => id));
  const pods = rollout.pods.filter(({ id }) => ids.has(id));
  const names = new Set(pods.map(({ name }) => name));
  return [
    ...verdict.evidence.map(({ text }) => text),
    ...pods.map(
      ({ status, message = '', lastTermination }) =>
        `${status} ${lastTermination?.reason ?? ''} ${message}`,
    ),
    ...rollout.events
      .filter(({ id, object }) => ids.has(id) || names.has(object.name))
      .map(({ reason, message }) => `${reason} ${message}`),
  ];
}

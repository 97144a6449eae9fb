/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { releaseScenario } from './releaseScenario';

/** A release of an image that the registry does not have. @public */
export const imageMissing = releaseScenario({
  name: 'image-missing',
  summary: 'A release of an image tag that does not exist.',
  mode: 'imagepull',
  deadlineSeconds: 20,
  image: current => `${current.replace(/:[^:/]*$/, '')}:9.9.9-missing`,
  expect: [
    "a pod of the new ReplicaSet in 'ErrImagePull', then 'ImagePullBackOff'",
    "after 20 s the Deployment's 'ProgressDeadlineExceeded', Argo CD 'Degraded'",
  ],
});

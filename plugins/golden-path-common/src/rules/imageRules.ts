/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceSpec } from '../spec/serviceSpec';
import { formatPath } from './paths';
import { EnvironmentRule, ServiceRule, Violation } from './types';

interface WrittenImage {
  path: string;
  tag: string;
  digest?: string;
}

/** The image of all pods and that of the canary. */
function writtenImages({ image, rollout }: ServiceSpec): WrittenImage[] {
  return [
    { path: 'spec.runtime.image', ...image },
    ...(rollout.canary.image
      ? [{ path: 'spec.runtime.rollout.canary.image', ...rollout.canary.image }]
      : []),
  ];
}

/** @internal */
export const imageTag: ServiceRule = {
  id: 'GP-IMAGE-001',
  severity: 'error',
  scope: 'service',
  title: 'The image has the tag of a release, not latest',
  why: 'A tag that moves makes two pods of one revision run different code, and nobody can go back.',
  fields: ['spec.runtime.image.tag', 'spec.runtime.rollout.canary.image.tag'],
  example: { runtime: { image: { tag: 'latest' } } },
  check: ({ spec }) =>
    writtenImages(spec).flatMap(({ path, tag }) =>
      /^[A-Za-z0-9_][\w.-]{0,127}$/.test(tag) && tag !== 'latest'
        ? []
        : [
            {
              path: `${path}.tag`,
              message: `'${path}.tag' is '${tag}', which names no release`,
              fix: 'Write the tag of a release, as 1.4.2.',
            },
          ],
    ),
};

/** @internal */
export const imageRepository: ServiceRule = {
  id: 'GP-IMAGE-002',
  severity: 'error',
  scope: 'service',
  title: 'Repository and digest of the image are well-formed',
  why: 'The kubelet cannot pull anything else, and shows it only as InvalidImageName.',
  fields: [
    'spec.runtime.image.repository',
    'spec.runtime.image.digest',
    'spec.runtime.rollout.canary.image.digest',
  ],
  example: { runtime: { image: { repository: 'Example.com/App' } } },
  check: ({ spec }) => {
    const violations: Violation[] = [];
    const { repository } = spec.image;
    if (
      repository !== undefined &&
      !/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/.test(repository)
    ) {
      violations.push({
        path: 'spec.runtime.image.repository',
        message: `'spec.runtime.image.repository' is '${repository}', which is no image repository`,
        fix: 'Write registry and path in lower case without a tag, as registry.example.com/team/app.',
      });
    }
    for (const { path, digest } of writtenImages(spec)) {
      if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) {
        violations.push({
          path: `${path}.digest`,
          message: `'${path}.digest' is '${digest}', which is no digest`,
          fix: 'Write sha256: and 64 hexadecimal digits.',
        });
      }
    }
    return violations;
  },
};

/** @internal */
export const imageDigest: EnvironmentRule = {
  id: 'GP-IMAGE-003',
  severity: 'error',
  scope: 'environment',
  title: 'In production, images are named by their digest',
  why: 'A tag can be pushed again; only a digest says which bytes were tested. An experimental component, which the catalog calls non-production, has until its first release there.',
  fields: [
    'spec.runtime.image.digest',
    'spec.runtime.rollout.canary.image.digest',
  ],
  example: {
    platform: {
      environments: [
        { name: 'prod', production: true, cluster: { name: 'prod-1' } },
      ],
    },
  },
  check: ({ spec, lifecycle }, { environment }) =>
    environment.production && lifecycle !== 'experimental'
      ? writtenImages(spec)
          .filter(({ digest }) => digest === undefined)
          .map(({ path }) => ({
            path: `${path}.digest`,
            message: `'${path}.digest' is missing, which '${environment.name}' needs as a production environment`,
            fix: `Write the digest that the build printed, for '${environment.name}' alone below 'spec.runtime.environments.${environment.name}'.`,
          }))
      : [],
};

/** @internal */
export const imageDigestStale: ServiceRule = {
  id: 'GP-IMAGE-004',
  severity: 'error',
  scope: 'service',
  title: 'An environment that changes the image says its digest too',
  why: 'The digest wins over the tag: the environment would go on running the other release under the new tag.',
  fields: [
    'spec.runtime.environments.*.image.digest',
    'spec.runtime.environments.*.rollout.canary.image.digest',
  ],
  example: {
    runtime: {
      image: { digest: `sha256:${'0f1e2d3c'.repeat(8)}` },
      environments: { stage: { image: { tag: '1.4.0' } } },
    },
  },
  check: ({ spec }) =>
    Object.entries(spec.environments).flatMap(([name, override]) => {
      const root = ['spec', 'runtime', 'environments', name];
      return [
        ...staleDigest([...root, 'image'], spec.image, override.image),
        ...staleDigest(
          [...root, 'rollout', 'canary', 'image'],
          spec.rollout.canary.image,
          override.rollout?.canary?.image,
        ),
      ];
    }),
};

interface PartialImage {
  repository?: string;
  tag?: string;
  digest?: string;
}

function staleDigest(
  segments: string[],
  image: PartialImage | undefined,
  override: PartialImage | undefined,
): Violation[] {
  const changed = (['tag', 'repository'] as const).find(
    field =>
      override?.[field] !== undefined && override[field] !== image?.[field],
  );
  if (!changed || !image?.digest || override?.digest !== undefined) {
    return [];
  }
  const path = formatPath([...segments, 'digest']);
  return [
    {
      path,
      message: `'${path}' is missing, but '${formatPath([
        ...segments,
        changed,
      ])}' is '${override![changed]}' and the digest of '${
        image[changed] ?? 'the default'
      }' would stay`,
      fix: 'Write the digest of that release beside it.',
    },
  ];
}

/** @internal */
export const imageRules = [
  imageTag,
  imageRepository,
  imageDigest,
  imageDigestStale,
];
